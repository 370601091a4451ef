package io.patchbay.attention;

import java.time.OffsetDateTime;

/**
 * What waits, as the tables have it.
 *
 * @param item identifies it among those of its kind
 * @param caseRef its case, or null
 * @param queue the queue it belongs to, or null
 * @param incidentId its incident, or null
 * @param detail what the reason is made of
 * @param since when it began to wait
 * @param now the database's time when it was read
 */
record AttentionRow(
        AttentionKind kind,
        String item,
        String caseRef,
        String queue,
        String incidentId,
        String detail,
        OffsetDateTime since,
        OffsetDateTime now) {}
