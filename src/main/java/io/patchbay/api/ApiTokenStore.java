package io.patchbay.api;

import io.patchbay.directory.Role;
import io.patchbay.platform.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tokens that were made over the API, as hashes. A row stays when its token is revoked: it is the audit. */
@Repository
class ApiTokenStore {
    private static final String COLUMNS =
            "select id, hash, holder, roles, queues, created_by, created_at, revoked_by, revoked_at from api_token";

    private final JdbcClient jdbc;

    ApiTokenStore(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** @param revokedBy who revoked it, or null while it is good */
    record Row(
            String id,
            TokenHash hash,
            TokenHolder holder,
            String createdBy,
            Instant createdAt,
            String revokedBy,
            Instant revokedAt) {}

    void insert(String id, TokenHash hash, TokenHolder holder, String createdBy) {
        jdbc.sql("insert into api_token (id, hash, holder, roles, queues, created_by) values (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        hash.hex(),
                        holder.name(),
                        Json.write(holder.roles().stream()
                                .map(Role::wireName)
                                .sorted()
                                .toList()),
                        Json.write(holder.queues().stream().sorted().toList()),
                        createdBy)
                .update();
    }

    Optional<Row> find(String id) {
        return jdbc.sql(COLUMNS + " where id = ?")
                .param(id)
                .query(ApiTokenStore::row)
                .optional();
    }

    /** The newest so many. */
    List<Row> newest(int most) {
        return jdbc.sql(COLUMNS + " order by created_at desc, id desc limit ?")
                .param(most)
                .query(ApiTokenStore::row)
                .list();
    }

    /** False when there is none that is good. */
    boolean revoke(String id, String by) {
        return jdbc.sql("update api_token set revoked_by = ?, revoked_at = current_timestamp"
                                + " where id = ? and revoked_by is null")
                        .params(by, id)
                        .update()
                == 1;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        Set<Role> roles = Stream.of(Json.read(row.getString("roles"), String[].class))
                .flatMap(role -> Role.of(role).stream())
                .collect(Collectors.toSet());
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new Row(
                row.getString("id"),
                TokenHash.ofHex(row.getString("hash")),
                new TokenHolder(
                        row.getString("holder"), roles, Set.of(Json.read(row.getString("queues"), String[].class))),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("revoked_by"),
                revoked == null ? null : revoked.toInstant());
    }
}
