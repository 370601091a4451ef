package io.patchbay.cases;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.cases.CaseTagRepository.Tag;
import io.patchbay.event.Decision;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts what decisions found on cases, each once for a case: promises that the company did not make, by their kind, and
 * reasons for review. Shown by {@code GET /api/v1/insights}; claims also as {@code patchbay.claims.unsupported}.
 */
@Component
public class CaseTags {
    static final String CLAIM = "claim";
    static final String REVIEW = "review";

    private static final int LONGEST_TOPIC = 120;

    private final CaseTagRepository tags;
    private final MeterRegistry meters;

    CaseTags(CaseTagRepository tags, MeterRegistry meters) {
        this.tags = tags;
        this.meters = meters;
    }

    /** A decision of a call about its case. */
    public record Decided(String caseRef, Decision decision) {}

    /** Counts the decisions for their cases, in the caller's transaction, which has locked the cases. */
    public void count(List<Decided> decisions) {
        Set<Tag> wanted = new TreeSet<>();
        for (Decided each : decisions) {
            String queue = each.decision().queue();
            each.decision()
                    .unsupportedClaims()
                    .forEach(claim -> wanted.add(new Tag(each.caseRef(), CLAIM, topic(claim), queue)));
            each.decision()
                    .reviewReasons()
                    .forEach(reason -> wanted.add(new Tag(each.caseRef(), REVIEW, clipped(reason), queue)));
        }
        tags.add(wanted).stream()
                .filter(tag -> tag.kind().equals(CLAIM))
                .forEach(tag -> afterCommit(() -> meters.counter("patchbay.claims.unsupported", "topic", tag.topic())
                        .increment()));
    }

    /** A claim stands behind its kind: {@code refund: We will refund you.} */
    private static String topic(String claim) {
        int colon = claim.indexOf(": ");
        return colon < 1 ? "other" : clipped(claim.substring(0, colon));
    }

    private static String clipped(String topic) {
        return topic.length() <= LONGEST_TOPIC ? topic : topic.substring(0, LONGEST_TOPIC);
    }

    private static void afterCommit(Runnable count) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            count.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                count.run();
            }
        });
    }
}
