package io.patchbay.cases.staff;

import io.patchbay.cases.Matter;
import io.patchbay.event.CaseBrief;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes what staff decide about a case. Every method runs inside a transaction that has locked the case's row. */
@Repository
public class StaffActionRepository {
    private final JdbcClient jdbc;

    public StaffActionRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** A final status frees the matter: the next call about it opens a case of its own. */
    public void status(String ref, String status, boolean terminal) {
        String matter = terminal
                ? ", open_matter = null, ended_matter = coalesce(open_matter, ended_matter),"
                        + " ended_at = coalesce(ended_at, current_timestamp)"
                : ", ended_at = null";
        jdbc.sql("update support_case set status = ?, terminal = ?" + matter + " where ref = ?")
                .params(status, terminal, ref)
                .update();
    }

    /** A person's word is the proof that the case has its owner. */
    public void owner(CaseBrief brief) {
        jdbc.sql("update support_case set owner_id = ?, brief = ?,"
                        + " owner_assigned_at = coalesce(owner_assigned_at, current_timestamp) where ref = ?")
                .params(brief.owner().id(), Json.write(brief), brief.ref())
                .update();
    }

    public boolean held(String ref) {
        return jdbc.sql("select count(*) from support_case where ref = ? and held")
                        .param(ref)
                        .query(Long.class)
                        .single()
                == 1;
    }

    public Set<String> held(Collection<String> refs) {
        if (refs.isEmpty()) {
            return Set.of();
        }
        InList list = InList.of(refs);
        return new HashSet<>(jdbc.sql("select ref from support_case where ref in " + list.marks() + " and held = true")
                .params(list.values())
                .query(String.class)
                .list());
    }

    /** Lets the case go on; false when it was not held. */
    public boolean release(String ref) {
        return jdbc.sql("update support_case set held = false where ref = ? and held")
                        .param(ref)
                        .update()
                == 1;
    }

    /** The case as a person sent it to another queue. */
    public void queue(CaseBrief brief, Matter matter) {
        String exact = matter.exact().isEmpty() ? null : matter.exact();
        jdbc.sql("update support_case set queue = ?, owner_id = ?, restricted = ?, brief = ?, matter = ?,"
                        + " open_matter = case when exists (select 1 from support_case other"
                        + " where other.open_matter = ? and other.ref <> ?) then null else cast(? as varchar) end"
                        + " where ref = ?")
                .params(
                        brief.queue(),
                        brief.owner().id(),
                        brief.restricted(),
                        Json.write(brief),
                        matter.broad().isEmpty() ? null : matter.broad(),
                        exact,
                        brief.ref(),
                        exact,
                        brief.ref())
                .update();
    }

    /** How often people have corrected what the rules had made of the case. */
    public long corrections(String ref) {
        return jdbc.sql("select count(*) from timeline_entry where case_ref = ?"
                        + " and kind in ('field.corrected', 'severity.set', 'owner.set')")
                .param(ref)
                .query(Long.class)
                .single();
    }
}
