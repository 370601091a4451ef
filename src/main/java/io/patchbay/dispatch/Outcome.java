package io.patchbay.dispatch;

import java.time.Duration;
import java.util.Objects;

/**
 * What became of one attempt.
 *
 * @param kind the class, which alone decides what happens next
 * @param id the provider's id of what was made: issue id, message ts, dedup key; empty unless succeeded
 * @param key the issue key, or empty
 * @param channel the Slack channel id, or empty
 * @param url where a person can look at it, or empty
 * @param retryAfter how long the provider asked to wait; null when it named no time
 * @param httpStatus the answer's status, or 0 when there was no answer
 * @param reason why, for a person: a provider's error code or the kind of failure; never a body, a secret or a name
 */
public record Outcome(
        Kind kind,
        String id,
        String key,
        String channel,
        String url,
        Duration retryAfter,
        int httpStatus,
        String reason) {

    public enum Kind {
        /** Nothing left this machine, or the provider says that nothing was processed: safe to try again. */
        NOT_SENT,
        /** The provider refused for good; a person sees it. */
        REJECTED,
        /** The provider refused for now and did not process it; try again at the time it gave. */
        THROTTLED,
        SUCCEEDED,
        /** It may have happened. To be looked up, never guessed. */
        UNKNOWN,
        /** A look-up found no trace and its search can be trusted; only reconciling uses it. */
        ABSENT
    }

    public Outcome {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
    }

    public static Outcome succeeded(String id, String key, String channel, String url, int httpStatus) {
        return new Outcome(Kind.SUCCEEDED, id, key, channel, url, null, httpStatus, "");
    }

    public static Outcome of(Kind kind, int httpStatus, String reason) {
        return new Outcome(kind, "", "", "", "", null, httpStatus, reason);
    }

    /** @param retryAfter how long to wait, or null for the destination's own schedule */
    public static Outcome throttled(Duration retryAfter, int httpStatus, String reason) {
        return new Outcome(Kind.THROTTLED, "", "", "", "", retryAfter, httpStatus, reason);
    }
}
