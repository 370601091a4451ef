package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import java.time.Instant;
import java.util.Map;

/**
 * One claimed dispatch on its way to a destination.
 *
 * @param id the dispatch
 * @param token the lease token of this claim; every later write is guarded by it
 * @param destination {@code jira}, {@code slack}, {@code pagerduty}, {@code writeback}, {@code email}
 * @param operation what to do there, see {@link Operation}
 * @param sequence counts the dispatches of one operation at one destination for one case, from 1
 * @param marker the idempotency marker: the same for every attempt, unlike any other dispatch's
 * @param attempt counts the attempts, from 1
 * @param firstSentAt when the first attempt was started, on the database's clock
 * @param sentAt when the last attempt was started, on the same clock; a look-up is not an attempt
 * @param payload what this dispatch says beyond the case: for example {@code text} of a comment
 * @param brief the case as it stands now
 * @param place where it was first sent: project, channel, or fingerprint of a routing key; empty where there is no such thing
 * @param target what the dispatch changes, where that is not the case's present ticket, message or page; else null
 */
public record Delivery(
        String id,
        String token,
        String destination,
        String operation,
        int sequence,
        String marker,
        int attempt,
        Instant firstSentAt,
        Instant sentAt,
        Map<String, String> payload,
        CaseBrief brief,
        String place,
        Target target) {

    public Delivery {
        payload = Map.copyOf(payload);
        place = place == null ? "" : place;
    }

    /** A delivery that goes where its case's queue is served. */
    public Delivery(
            String id,
            String token,
            String destination,
            String operation,
            int sequence,
            String marker,
            int attempt,
            Instant firstSentAt,
            Instant sentAt,
            Map<String, String> payload,
            CaseBrief brief) {
        this(
                id,
                token,
                destination,
                operation,
                sequence,
                marker,
                attempt,
                firstSentAt,
                sentAt,
                payload,
                brief,
                "",
                null);
    }
}
