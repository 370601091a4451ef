package io.patchbay.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An incident as people see it.
 *
 * @param state {@code proposed}, {@code open}, {@code resolved} or {@code dismissed}
 * @param stage {@code investigating}, {@code identified}, {@code monitoring} or {@code resolved}
 * @param origin {@code staff:<id>}, {@code source:<name>} or {@code signal:<what>}
 * @param areas folded product areas
 * @param regions folded regions; none stands for all
 * @param published the version of the message that was sent last, or 0
 */
public record Incident(
        String id,
        String title,
        String state,
        String stage,
        String origin,
        List<String> areas,
        List<String> regions,
        int published,
        String postMortem,
        Instant openedAt,
        Instant declaredAt,
        Instant resolvedAt) {

    /** The stages in their usual order; an incident may go back. */
    public static final List<String> STAGES = List.of("investigating", "identified", "monitoring", "resolved");

    /** @param approver null until somebody else than the author approved it */
    public record Message(
            int version,
            String stage,
            String text,
            String author,
            String approver,
            Instant writtenAt,
            Instant approvedAt) {}

    public record Linked(String caseRef, String accountId, String region, Instant linkedAt) {}

    /** @param state pending, planned, sent, failed or skipped */
    public record Update(int version, String caseRef, String state, String reason, Instant dueSince, Instant toldAt) {}

    public record Entry(int seq, Instant at, String kind, String actor, Map<String, Object> detail) {}

    /** Everything there is to know about one incident. */
    public record Whole(
            Incident incident,
            List<Message> messages,
            List<Linked> cases,
            List<Update> updates,
            List<Entry> timeline) {}

    boolean isOpen() {
        return state.equals("open");
    }
}
