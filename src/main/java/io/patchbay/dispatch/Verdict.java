package io.patchbay.dispatch;

import io.patchbay.event.Actor;
import java.util.Objects;

/**
 * What a person says about a dispatch that the hub cannot decide.
 *
 * @param queue the queue of its case when it was asked whether the person may decide there; empty without a case
 * @param dispatchId the dispatch, which must be {@code unknown} or {@code dead}
 * @param kind what the person found
 * @param id the provider's id, when it happened; else empty
 * @param key the issue key, or empty
 * @param channel the Slack channel id, or empty
 * @param url where to look at it, or empty
 * @param who the person
 * @param why the reason the person gave
 */
public record Verdict(
        String queue,
        String dispatchId,
        Kind kind,
        String id,
        String key,
        String channel,
        String url,
        String who,
        String why) {

    public enum Kind {
        /** It is there; its id is adopted. */
        HAPPENED,
        /** It is not there; it is sent again with the same marker. */
        DID_NOT_HAPPEN,
        /** It is no longer wanted. */
        GIVE_UP
    }

    public Verdict {
        Objects.requireNonNull(queue);
        Objects.requireNonNull(dispatchId);
        Objects.requireNonNull(kind);
        if (kind == Kind.HAPPENED && id.isBlank()) {
            throw new IllegalArgumentException("a verdict that it happened names the provider's id");
        }
        if (who.isBlank()) {
            throw new IllegalArgumentException("a verdict names who gave it");
        }
    }

    /** What is kept with the dispatch. */
    String reason() {
        return Actor.of(who) + (why.isBlank() ? "" : ": " + why);
    }
}
