package io.patchbay.cases;

import static io.patchbay.platform.DatabaseClock.SECONDS_AGO;
import static io.patchbay.platform.DatabaseClock.seconds;

import io.patchbay.cases.MatterRepository.AccountMatter;
import io.patchbay.platform.InList;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cases that ended, by their matter. Runs in the caller's transaction. */
@Repository
class EndedCaseRepository {
    private static final String COLUMNS = "select ref, status, case when ended_at >= " + SECONDS_AGO
            + " then true else false end as recent from support_case ";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    EndedCaseRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** @param recent whether it ended within the window */
    record Ended(String ref, String status, boolean recent) {}

    /** Those of the matters of which a case has ended, perhaps another account's; a call that names no error may meet any of its broad matter. */
    Set<AccountMatter> among(Collection<AccountMatter> matters) {
        Map<String, Set<AccountMatter>> exact = new HashMap<>();
        Map<String, Set<AccountMatter>> broad = new HashMap<>();
        for (AccountMatter each : matters) {
            Matter matter = each.matter();
            if (!matter.alone()) {
                Map<String, Set<AccountMatter>> kind = matter.exact().isEmpty() ? broad : exact;
                kind.computeIfAbsent(matter.exact().isEmpty() ? matter.broad() : matter.exact(), key -> new HashSet<>())
                        .add(each);
            }
        }
        Set<AccountMatter> ended = new HashSet<>();
        addEnded("select distinct ended_matter from support_case where ended_matter in ", exact, ended);
        addEnded("select distinct matter from support_case where terminal = true and matter in ", broad, ended);
        return ended;
    }

    private void addEnded(String sql, Map<String, Set<AccountMatter>> wanted, Set<AccountMatter> ended) {
        if (!wanted.isEmpty()) {
            InList list = InList.of(wanted.keySet());
            template.queryForList(sql + list.marks(), String.class, list.parameters())
                    .forEach(matter -> ended.addAll(wanted.get(matter)));
        }
    }

    /** The case of the matter that ended last: of the exact one, or, when the call names no error, of the broad one. */
    Optional<Ended> last(Matter matter, String accountId, Duration within) {
        var query = matter.exact().isEmpty()
                ? jdbc.sql(COLUMNS + "where matter = ? and queue = ? and account_id = ? and terminal = true"
                                + " order by opened_at desc, ref limit 1")
                        .params(seconds(within), matter.broad(), matter.queue(), accountId)
                : jdbc.sql(COLUMNS + "where ended_matter = ? and account_id = ? and terminal = true"
                                + " order by ended_at desc, ref limit 1")
                        .params(seconds(within), matter.exact(), accountId);
        return query.query((row, number) ->
                        new Ended(row.getString("ref"), row.getString("status"), row.getBoolean("recent")))
                .optional();
    }

    /** Opens the case again and claims its matter, unless another case has that by now. */
    void reopen(String ref) {
        jdbc.sql("update support_case set status = 'open', terminal = false, ended_at = null,"
                        + " open_matter = case when exists (select 1 from support_case other"
                        + " where other.open_matter = support_case.ended_matter and other.ref <> support_case.ref)"
                        + " then null else ended_matter end where ref = ? and terminal = true")
                .param(ref)
                .update();
    }
}
