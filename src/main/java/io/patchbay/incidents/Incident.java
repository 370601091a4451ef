package io.patchbay.incidents;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An incident as people see it.
 *
 * @param ref its short reference, like {@code INC-7K2Q4}
 * @param state {@code proposed}, {@code open}, {@code resolved} or {@code dismissed}
 * @param stage {@code investigating}, {@code identified}, {@code monitoring} or {@code resolved}
 * @param origin {@code staff:<id>}, {@code source:<name>} or {@code signal:<what>}
 * @param areas folded product areas
 * @param regions folded regions; none stands for all
 * @param published the version of the message that was sent last, or 0
 * @param calls how many calls reported it since it began
 * @param thread its one thread in Slack
 */
public record Incident(
        String id,
        String ref,
        String title,
        String state,
        String stage,
        String origin,
        List<String> areas,
        List<String> regions,
        int published,
        String postMortem,
        int calls,
        Thread thread,
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

    /**
     * The incident's thread, which stands for the messages of its cases.
     *
     * @param queue whose channel it is in, or the empty string while there is none
     * @param status {@code none}, {@code pending}, {@code succeeded}, {@code unknown}, {@code dead} or {@code cancelled}
     */
    public record Thread(String queue, String status, String id, String channel, String url) {
        static final Thread NONE = new Thread("", "none", "", "", "");

        boolean begun() {
            return !queue.isEmpty();
        }
    }

    public record Linked(String caseRef, String accountId, String region, Instant linkedAt) {}

    /**
     * @param state pending, planned, sent, failed, skipped or acknowledged
     * @param channel {@code ticket}, {@code source}, {@code email}, or the empty string while none was chosen
     * @param acknowledgedBy {@code staff:<id>}, {@code source:<name>}, or null
     */
    public record Update(
            int version,
            String caseRef,
            String channel,
            String state,
            String reason,
            Instant dueSince,
            Instant toldAt,
            Instant acknowledgedAt,
            String acknowledgedBy) {}

    public record Entry(int seq, Instant at, String kind, String actor, Map<String, Object> detail) {
        private Entry withoutCounts() {
            Map<String, Object> rest = new LinkedHashMap<>(detail);
            rest.remove("cases");
            return new Entry(seq, at, kind, actor, rest);
        }
    }

    /** Everything there is to know about one incident. */
    public record Whole(
            Incident incident, List<Message> messages, List<Linked> cases, List<Update> updates, List<Entry> timeline) {

        /** The same for a reader who may not see those cases: neither named nor counted. */
        Whole without(Set<String> hidden) {
            return hidden.isEmpty()
                    ? this
                    : new Whole(
                            incident,
                            messages,
                            cases.stream()
                                    .filter(each -> !hidden.contains(each.caseRef()))
                                    .toList(),
                            updates.stream()
                                    .filter(each -> !hidden.contains(each.caseRef()))
                                    .toList(),
                            timeline.stream()
                                    .filter(each -> !hidden.contains(
                                            String.valueOf(each.detail().get("case"))))
                                    .map(Entry::withoutCounts)
                                    .toList());
        }
    }

    /** The same with so many calls less. */
    Incident without(int hiddenCalls) {
        return new Incident(
                id,
                ref,
                title,
                state,
                stage,
                origin,
                areas,
                regions,
                published,
                postMortem,
                Math.max(0, calls - hiddenCalls),
                thread,
                openedAt,
                declaredAt,
                resolvedAt);
    }

    boolean isOpen() {
        return state.equals("open");
    }

    /** Whether it is proposed or declared, and not over. */
    boolean isAlive() {
        return isOpen() || state.equals("proposed");
    }
}
