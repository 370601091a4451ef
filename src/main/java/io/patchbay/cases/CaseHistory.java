package io.patchbay.cases;

import io.patchbay.event.CallReport;
import io.patchbay.event.VisibleQueues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a reader may see of what was said and done on a case. While it was in a restricted queue that they do not see, the
 * entries have their kind and time only, and what was known then is left out of the calls.
 *
 * @param withheld whether something is left out; then the decisions are not shown either, since they contain the facts
 */
public record CaseHistory(List<CallReport> calls, List<TimelineEntry> timeline, boolean withheld) {
    private static final Map<String, Object> WITHHELD = Map.of("withheld", "the case was restricted at that time");

    static CaseHistory of(
            List<CallReport> calls,
            List<TimelineEntry> timeline,
            VisibleQueues visible,
            UnaryOperator<CallReport> opened) {
        int hidden = timeline.stream()
                .filter(entry -> endsRestriction(entry, visible))
                .mapToInt(TimelineEntry::seq)
                .max()
                .orElse(0);
        List<TimelineEntry> open = visible.all() ? timeline : withoutCorrectionsOfHiddenCalls(timeline);
        if (hidden == 0) {
            return new CaseHistory(calls, open, false);
        }
        List<TimelineEntry> shown = open.stream()
                .map(entry -> shown(entry, entry.seq() > hidden ? without(entry, "before") : WITHHELD))
                .toList();
        return new CaseHistory(calls.stream().map(opened).toList(), shown, true);
    }

    private static TimelineEntry shown(TimelineEntry entry, Map<String, Object> detail) {
        return new TimelineEntry(entry.seq(), entry.at(), entry.kind(), entry.actor(), detail);
    }

    /**
     * What a correction replaced, after the case left a restricted queue, was known while it was restricted; what one put in
     * its place is known in a restricted queue where it made the call leave for that.
     */
    private static Map<String, Object> without(TimelineEntry entry, String... members) {
        Map<String, Object> detail = new LinkedHashMap<>(entry.detail());
        if (entry.kind().startsWith("field.")) {
            detail.keySet().removeAll(List.of(members));
        }
        return detail;
    }

    /** A call whose new case {@code call.left} does not name is in a restricted queue now; so is what staff corrected on it. */
    private static List<TimelineEntry> withoutCorrectionsOfHiddenCalls(List<TimelineEntry> timeline) {
        Map<Object, Integer> leftAt = new HashMap<>();
        timeline.stream()
                .filter(entry ->
                        entry.kind().equals("call.left") && !entry.detail().containsKey("to"))
                .forEach(entry -> leftAt.put(entry.detail().get("call_id"), entry.seq()));
        return timeline.stream()
                .map(entry -> entry.seq() < leftAt.getOrDefault(entry.detail().get("call_id"), 0)
                        ? shown(entry, without(entry, "before", "after", "why"))
                        : entry)
                .toList();
    }

    /** The case, by itself or by its release, or a call that came to it, left a restricted queue. Which one a call left is not shown. */
    private static boolean endsRestriction(TimelineEntry entry, VisibleQueues visible) {
        if (entry.kind().equals("case.released")) {
            return !visible.contains(String.valueOf(entry.detail().get("before")));
        }
        if (!"left_restricted".equals(entry.detail().get("reason"))) {
            return false;
        }
        return entry.kind().equals("call.came") && !visible.all()
                || entry.kind().equals("case.relocated")
                        && !visible.contains(String.valueOf(entry.detail().get("queue_before")));
    }
}
