package io.patchbay.attention;

import io.patchbay.directory.Staff;
import io.patchbay.event.VisibleQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What waits for a person: each with who answers for it, why it waits, since when, and the request that ends it. */
@Component
public class Attention {
    private final AttentionQueries queries;
    private final AttentionOwners owners;

    Attention(AttentionQueries queries, AttentionOwners owners) {
        this.queries = queries;
        this.owners = owners;
    }

    /**
     * @param items by owner, and of each owner the oldest first
     * @param more the kinds of which there are more than were asked for
     */
    public record Listing(List<AttentionItem> items, List<String> more) {}

    /**
     * What waits, of every kind the oldest.
     *
     * @param owner the directory's id of the owner, or the empty string for every owner
     * @param kind the only kind, or empty for all of them
     * @param most how many of each kind
     * @param visible the queues that the reader may see
     */
    public Listing list(String owner, Optional<AttentionKind> kind, int most, VisibleQueues visible) {
        AttentionScope scope = owners.scope(visible, owner);
        OwnerGaps gaps = owners.gaps();
        List<AttentionItem> items = new ArrayList<>();
        List<String> more = new ArrayList<>();
        for (AttentionKind each : kind.map(List::of).orElseGet(() -> List.of(AttentionKind.values()))) {
            if (each.isForOperations() && !owner.isEmpty() && !owners.isOperations(owner)) {
                continue;
            }
            List<AttentionRow> rows = queries.list(each, scope, gaps, most + 1);
            rows.stream().limit(most).forEach(row -> items.add(item(row, gaps)));
            if (rows.size() > most) {
                more.add(each.text());
            }
        }
        items.sort(Comparator.comparing((AttentionItem item) -> item.owner().id())
                .thenComparing(AttentionItem::since)
                .thenComparing(AttentionItem::id));
        return new Listing(items, more);
    }

    private AttentionItem item(AttentionRow row, OwnerGaps gaps) {
        Staff.Member owner = owners.of(row);
        return new AttentionItem(
                row.kind().text(),
                row.item(),
                row.caseRef(),
                row.queue(),
                new AttentionItem.Owner(owner.id(), owner.name()),
                reason(row, gaps),
                row.since().toInstant(),
                Math.max(0, Duration.between(row.since(), row.now()).toSeconds()),
                row.kind().action(row));
    }

    private static String reason(AttentionRow row, OwnerGaps gaps) {
        return switch (row.kind()) {
            case CASE_WITHOUT_OWNER -> gaps.reason(row.detail());
            case INCIDENT_PROPOSED -> "proposed by " + row.detail() + ", neither declared nor dismissed";
            case DRIFT_OPEN -> row.detail() + " holds what no webhook told";
            default -> row.detail();
        };
    }
}
