package io.patchbay.intake;

import io.patchbay.platform.SqlDialect;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Puts arrivals into the inbox's table, and waits for the database no longer than a sender does. */
@Repository
class ArrivalStore {
    private static final String COLUMNS = "(id, source, delivery_key, body_hash, content_type, query, headers, body,"
            + " state, call_id, phase, reason)";
    private static final String INSERT =
            "insert into event " + COLUMNS + " values (" + String.join(", ", Collections.nCopies(12, "?")) + ")";
    private static final String INSERT_MISSING = "insert into event " + COLUMNS + " select * from unnest("
            + "?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[],"
            + " ?::bytea[], ?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[])"
            + " on conflict (source, delivery_key) do nothing returning id";
    private static final String EMBEDDED = "jdbc:h2:file:";
    /** The order in which every node takes the keys, so that two never wait for each other. */
    private static final Comparator<Arrival> BY_KEY =
            Comparator.comparing(Arrival::source).thenComparing(Arrival::deliveryKey);

    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final SqlDialect dialect;

    ArrivalStore(
            JdbcTemplate pool,
            @Value("${spring.datasource.url:}") String url,
            @Value("${patchbay.data-least-free:100MB}") DataSize leastFree) {
        this.template =
                new JdbcTemplate(new ImpatientDataSource(pool.getDataSource(), folderOf(url), leastFree.toBytes()));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(template.getDataSource()));
        this.dialect = new SqlDialect(pool);
    }

    /** Where the embedded database keeps its file; null for every other one. */
    private static Path folderOf(String url) {
        if (!url.startsWith(EMBEDDED)) {
            return null;
        }
        String file = url.substring(EMBEDDED.length()).split(";", 2)[0];
        return Path.of(file.startsWith("~") ? System.getProperty("user.home") + file.substring(1) : file)
                .toAbsolutePath()
                .getParent();
    }

    /**
     * Inserts those arrivals whose key is not taken, all in one commit. An arrival is one row of one statement: key, raw event
     * and work item are there together or not at all.
     *
     * @return for each, in order, whether it was inserted
     */
    List<Boolean> insert(List<Arrival> arrivals) {
        if (dialect.isPostgres()) {
            Set<String> inserted =
                    insertMissing(arrivals.stream().sorted(BY_KEY).toList());
            return arrivals.stream()
                    .map(arrival -> inserted.contains(arrival.id()))
                    .toList();
        }
        return arrivals.size() == 1 ? List.of(insertNew(arrivals.get(0))) : insertNew(arrivals);
    }

    private Set<String> insertMissing(List<Arrival> arrivals) {
        return new HashSet<>(template.queryForList(
                INSERT_MISSING,
                String.class,
                texts(arrivals, Arrival::id),
                texts(arrivals, Arrival::source),
                texts(arrivals, Arrival::deliveryKey),
                texts(arrivals, Arrival::bodyHash),
                texts(arrivals, Arrival::contentType),
                texts(arrivals, Arrival::query),
                texts(arrivals, Arrival::headers),
                arrivals.stream().map(Arrival::body).toArray(byte[][]::new),
                texts(arrivals, Arrival::state),
                texts(arrivals, Arrival::callId),
                texts(arrivals, Arrival::phase),
                texts(arrivals, Arrival::unreadable)));
    }

    private static String[] texts(List<Arrival> arrivals, Function<Arrival, String> column) {
        return arrivals.stream().map(column).toArray(String[]::new);
    }

    private boolean insertNew(Arrival arrival) {
        try {
            template.update(INSERT, row(arrival));
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** @throws DuplicateKeyException when a key is taken: then none is inserted */
    private List<Boolean> insertNew(List<Arrival> arrivals) {
        transaction.executeWithoutResult(status -> template.batchUpdate(
                INSERT, arrivals.stream().map(ArrivalStore::row).toList()));
        return Collections.nCopies(arrivals.size(), true);
    }

    private static Object[] row(Arrival arrival) {
        return new Object[] {
            arrival.id(),
            arrival.source(),
            arrival.deliveryKey(),
            arrival.bodyHash(),
            arrival.contentType(),
            arrival.query(),
            arrival.headers(),
            arrival.body(),
            arrival.state(),
            arrival.callId(),
            arrival.phase(),
            arrival.unreadable()
        };
    }

    record Original(String eventId, String bodyHash) {}

    Optional<Original> original(String source, String deliveryKey) {
        return JdbcClient.create(template)
                .sql("select id, body_hash from event where source = ? and delivery_key = ?")
                .params(source, deliveryKey)
                .query((row, number) -> new Original(row.getString(1), row.getString(2)))
                .optional();
    }
}
