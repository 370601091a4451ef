package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import java.time.Instant;
import java.util.Map;

/**
 * A row of the queue as one claim took it.
 *
 * @param lookUp whether it was claimed to be looked up, not to be sent
 * @param attempts the attempts, with the one this claim started
 * @param lookUps the look-ups since the last attempt, with the one this claim started
 * @param payload what it says beyond the case; null when that cannot be read
 * @param sentAt when the last attempt was started
 * @param place where it was first sent, or null
 * @param actsOn the dispatch whose effect it changes, or null
 */
record Claimed(
        String id,
        String token,
        boolean lookUp,
        String caseRef,
        String destination,
        String operation,
        int sequence,
        String marker,
        Map<String, String> payload,
        int attempts,
        int failures,
        int lookUps,
        Instant firstSentAt,
        Instant sentAt,
        String place,
        String actsOn) {

    /** The same dispatch, with its first attempt begun under that token. */
    Claimed begun(String newToken, Instant at) {
        return new Claimed(
                id,
                newToken,
                false,
                caseRef,
                destination,
                operation,
                sequence,
                marker,
                payload,
                1,
                failures,
                0,
                at,
                at,
                place,
                actsOn);
    }

    /** @param target what it acts on, or null */
    Delivery delivery(CaseBrief brief, String sentTo, Target target) {
        return new Delivery(
                id,
                token,
                destination,
                operation,
                sequence,
                marker,
                attempts,
                firstSentAt,
                sentAt,
                payload,
                brief,
                sentTo,
                target);
    }
}
