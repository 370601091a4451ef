package io.patchbay.event;

import java.time.Instant;
import java.util.Map;

/**
 * What became of a dispatch, as the case is told it: after an attempt, a look-up at the provider, an expired lease or a
 * person's verdict. It is told once for each, in the transaction that changed the dispatch.
 *
 * @param caseRef the case it was for
 * @param dispatchId the dispatch
 * @param destination {@code jira}, {@code slack}, {@code pagerduty}, {@code writeback} or {@code email}
 * @param operation what was to be done there, for example {@code create_issue}
 * @param attempt how many attempts there have been
 * @param state the dispatch's state now: {@code ready} (will be tried again), {@code unknown} (may have happened),
 *     {@code done}, {@code dead} (a person sees it) or {@code cancelled}
 * @param id the provider's id of what was made; empty unless {@code done}
 * @param key the issue key, or empty
 * @param channel the Slack channel id, or empty
 * @param url where a person can look at it, or empty
 * @param reason why it is not done, or who decided it; empty when there is nothing to say
 * @param payload what the dispatch said beyond the case
 * @param at when, on the database's clock
 * @param superseded whether it belongs to a ticket or message that the case no longer has
 */
public record Settled(
        String caseRef,
        String dispatchId,
        String destination,
        String operation,
        int attempt,
        String state,
        String id,
        String key,
        String channel,
        String url,
        String reason,
        Map<String, String> payload,
        Instant at,
        boolean superseded) {

    public Settled {
        payload = Map.copyOf(payload);
    }

    /** One that belongs to the case's present ticket or message. */
    public Settled(
            String caseRef,
            String dispatchId,
            String destination,
            String operation,
            int attempt,
            String state,
            String id,
            String key,
            String channel,
            String url,
            String reason,
            Map<String, String> payload,
            Instant at) {
        this(
                caseRef,
                dispatchId,
                destination,
                operation,
                attempt,
                state,
                id,
                key,
                channel,
                url,
                reason,
                payload,
                at,
                false);
    }

    /** Whether nothing more will be tried, short of a person's verdict. */
    public boolean ended() {
        return state.equals("done") || state.equals("dead") || state.equals("cancelled");
    }

    public boolean done() {
        return state.equals("done");
    }
}
