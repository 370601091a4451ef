package io.patchbay.proposals;

import java.time.Instant;

/**
 * A sentence that somebody proposes as an example, because a call like it went to the wrong queue.
 *
 * @param queue where the case stood
 * @param topic where such a call belongs, for example {@code security}
 * @param language ISO 639-1, for example {@code en}
 * @param settledBy who accepted or rejected it, or the empty string
 * @param ruleSet the version that holds the sentence, once it is accepted
 */
public record ExampleProposal(
        String id,
        String caseRef,
        String queue,
        String topic,
        String language,
        String text,
        String why,
        String by,
        Instant at,
        State state,
        String settledBy,
        String settledWhy,
        String ruleSet) {

    /** What became of it. */
    public enum State {
        OPEN,
        ACCEPTED,
        REJECTED;

        /** The word for it in the database and the API. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
