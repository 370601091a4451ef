package io.patchbay.cases;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened to a case. Entries are only ever added.
 *
 * @param seq counts the entries of the case from 1, without gaps
 * @param kind what happened, for example {@code case.opened} or {@code dispatch.done}
 * @param actor {@code hub}, {@code rule:<id>}, {@code source:<name>}, {@code staff:<id>} or
 *     {@code program:<name>}
 * @param detail what there is to say about it, by name
 */
public record TimelineEntry(int seq, Instant at, String kind, String actor, Map<String, Object> detail) {

    /** An entry that is not stored yet: it has no number and no time. */
    public static TimelineEntry of(String kind, String actor, Map<String, Object> detail) {
        return new TimelineEntry(0, null, kind, actor, detail);
    }
}
