package io.patchbay.attention;

import java.time.Instant;

/**
 * Something that waits for a person.
 *
 * @param id of the dispatch, event, case, incident or drift; of an update, its incident, version and case
 * @param caseRef the case that it belongs to, or null
 * @param queue the queue that it belongs to, or null
 * @param owner who answers for it
 * @param reason why it waits
 * @param since when it began to wait
 * @param action the request that ends it
 */
public record AttentionItem(
        String kind,
        String id,
        String caseRef,
        String queue,
        Owner owner,
        String reason,
        Instant since,
        long ageSeconds,
        String action) {

    /** Somebody of the directory. */
    public record Owner(String id, String name) {}
}
