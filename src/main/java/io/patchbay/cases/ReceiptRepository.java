package io.patchbay.cases;

import io.patchbay.event.Settled;
import io.patchbay.platform.InList;
import io.patchbay.platform.SqlDialect;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What destinations returned for cases, written in batches, and the evidence that it is. The caller has locked the cases. */
@Repository
class ReceiptRepository {
    private static final Map<String, String> DESTINATIONS = Map.of("create_issue", "jira", "post_message", "slack");
    private static final String UPSERT =
            "insert into case_receipt (case_ref, destination, status, provider_id, provider_key, channel, url)"
                    + " values (?, ?, ?, ?, ?, ?, ?) on conflict (case_ref, destination) do update set"
                    + " status = excluded.status, provider_id = coalesce(excluded.provider_id, case_receipt.provider_id),"
                    + " provider_key = coalesce(excluded.provider_key, case_receipt.provider_key),"
                    + " channel = coalesce(excluded.channel, case_receipt.channel),"
                    + " url = coalesce(excluded.url, case_receipt.url)";
    private static final String MERGE =
            "merge into case_receipt r using (values (cast(? as varchar), cast(? as varchar),"
                    + " cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as varchar)))"
                    + " as n (case_ref, destination, status, provider_id, provider_key, channel, url)"
                    + " on r.case_ref = n.case_ref and r.destination = n.destination"
                    + " when matched then update set status = n.status, provider_id = coalesce(n.provider_id, r.provider_id),"
                    + " provider_key = coalesce(n.provider_key, r.provider_key),"
                    + " channel = coalesce(n.channel, r.channel), url = coalesce(n.url, r.url)"
                    + " when not matched then insert (case_ref, destination, status, provider_id, provider_key, channel, url)"
                    + " values (n.case_ref, n.destination, n.status, n.provider_id, n.provider_key, n.channel, n.url)";
    private static final String PROOF = "update support_case set ticket_created_at = coalesce(ticket_created_at, ?),"
            + " owner_assigned_at = case when assignee is null then owner_assigned_at"
            + " else coalesce(owner_assigned_at, ?) end where ref in ";
    private static final String PAGE = "update support_case set page_status = ?, page_id = coalesce(?, page_id),"
            + " page_url = coalesce(?, page_url) where ref = ?";

    private final JdbcTemplate jdbc;
    private final SqlDialect dialect;

    ReceiptRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.dialect = new SqlDialect(jdbc);
    }

    void write(List<Settled> settled) {
        Map<String, Object[]> receipts = new TreeMap<>();
        Map<String, Object[]> pages = new TreeMap<>();
        Map<OffsetDateTime, Collection<String>> proven = new TreeMap<>();
        for (Settled each : settled) {
            if (each.superseded()) {
                continue;
            }
            String destination = DESTINATIONS.get(each.operation());
            if (destination != null) {
                receipts.put(each.caseRef() + destination, receipt(each, destination));
            } else if (each.operation().equals("trigger")) {
                pages.put(
                        each.caseRef(), new Object[] {status(each), text(each.id()), text(each.url()), each.caseRef()});
            }
            if ("jira".equals(destination) && each.done()) {
                proven.computeIfAbsent(each.at().atOffset(ZoneOffset.UTC), at -> new TreeSet<>())
                        .add(each.caseRef());
            }
        }
        upsert(receipts.values());
        // The ticket exists, assigned as was asked, when the provider's answer with its id was committed.
        proven.forEach((at, refs) -> prove(at, InList.of(refs)));
        if (!pages.isEmpty()) {
            jdbc.batchUpdate(PAGE, List.copyOf(pages.values()));
        }
    }

    private static Object[] receipt(Settled each, String destination) {
        return new Object[] {
            each.caseRef(),
            destination,
            status(each),
            text(each.id()),
            text(each.key()),
            text(each.channel()),
            text(each.url())
        };
    }

    private void prove(OffsetDateTime at, InList refs) {
        Object[] values = new Object[refs.values().size() + 2];
        values[0] = at;
        values[1] = at;
        System.arraycopy(refs.parameters(), 0, values, 2, refs.values().size());
        jdbc.update(PROOF + refs.marks(), values);
    }

    private void upsert(Collection<Object[]> receipts) {
        if (!receipts.isEmpty()) {
            jdbc.batchUpdate(dialect.isPostgres() ? UPSERT : MERGE, List.copyOf(receipts));
        }
    }

    /** The cases have another ticket to come, another message, or both, or none any more where they have ended; what the tools returned for the old ones is theirs. */
    void expect(String ref, boolean ticket, boolean message, boolean terminal) {
        jdbc.update(
                "delete from case_receipt where case_ref = ? and (destination = ? or destination = ?)",
                ref,
                ticket ? "jira" : "",
                message ? "slack" : "");
        if (terminal) {
            upsert(List.of(ticket ? "jira" : "", message ? "slack" : "").stream()
                    .filter(destination -> !destination.isEmpty())
                    .map(destination -> new Object[] {ref, destination, "cancelled", null, null, null, null})
                    .toList());
        }
    }

    /** The cases have no message of their own: the thread of their incident stands for it. */
    void inThread(Collection<String> refs) {
        upsert(refs.stream()
                .map(ref -> new Object[] {ref, "slack", "in_thread", null, null, null, null})
                .toList());
    }

    /** The ticket has another key by now. */
    void ticket(String ref, String key, String url) {
        jdbc.update(
                "update case_receipt set provider_key = ?, url = ? where case_ref = ? and destination = 'jira'",
                key,
                url,
                ref);
    }

    void ticketDeleted(String ref) {
        upsert(List.<Object[]>of(new Object[] {ref, "jira", "deleted", null, null, null, null}));
    }

    private static String status(Settled settled) {
        return switch (settled.state()) {
            case "done" -> "succeeded";
            case "unknown", "dead", "cancelled" -> settled.state();
            default -> "pending";
        };
    }

    private static String text(String text) {
        return text.isEmpty() ? null : text;
    }
}
