package io.patchbay.cases;

import io.patchbay.event.Settled;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Writes what destinations returned onto the case rows, in batches. Only these rows' own columns, never a model's text. */
@Repository
class ReceiptRepository {
    private static final String TICKET =
            "update support_case set ticket_status = ?, ticket_id = coalesce(?, ticket_id),"
                    + " ticket_key = coalesce(?, ticket_key), ticket_url = coalesce(?, ticket_url),"
                    + " ticket_created_at = coalesce(ticket_created_at, ?),"
                    + " owner_assigned_at = case when assignee is null then owner_assigned_at"
                    + " else coalesce(owner_assigned_at, ?) end where ref = ?";
    private static final String MESSAGE =
            "update support_case set message_status = ?, message_id = coalesce(?, message_id),"
                    + " message_channel = coalesce(?, message_channel), message_url = coalesce(?, message_url) where ref = ?";
    private static final String PAGE = "update support_case set page_status = ?, page_id = coalesce(?, page_id),"
            + " page_url = coalesce(?, page_url) where ref = ?";

    private final JdbcTemplate jdbc;

    ReceiptRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<Settled> settled) {
        update(TICKET, settled, "create_issue");
        update(MESSAGE, settled, "post_message");
        update(PAGE, settled, "trigger");
    }

    private void update(String statement, List<Settled> settled, String operation) {
        List<Object[]> rows = settled.stream()
                .filter(each -> each.operation().equals(operation) && !each.superseded())
                .sorted(Comparator.comparing(Settled::caseRef))
                .map(each -> switch (operation) {
                    case "create_issue" ->
                        new Object[] {
                            status(each),
                            text(each.id()),
                            text(each.key()),
                            text(each.url()),
                            proof(each),
                            proof(each),
                            each.caseRef()
                        };
                    case "post_message" ->
                        new Object[] {
                            status(each), text(each.id()), text(each.channel()), text(each.url()), each.caseRef()
                        };
                    default -> new Object[] {status(each), text(each.id()), text(each.url()), each.caseRef()};
                })
                .toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(statement, rows);
        }
    }

    private static String status(Settled settled) {
        return switch (settled.state()) {
            case "done" -> "succeeded";
            case "unknown", "dead", "cancelled" -> settled.state();
            default -> "pending";
        };
    }

    /** The ticket exists, assigned as was asked, when the provider's answer with its id was committed. */
    private static OffsetDateTime proof(Settled settled) {
        return settled.done() ? settled.at().atOffset(ZoneOffset.UTC) : null;
    }

    private static String text(String text) {
        return text.isEmpty() ? null : text;
    }
}
