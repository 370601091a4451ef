package io.patchbay.cases;

import io.patchbay.event.CallReport;
import io.patchbay.event.VisibleQueues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a reader may see of what was said and done on a case. While it was in a restricted queue that they do not see, the
 * entries have their kind and time only, and what was known then is left out of the calls.
 *
 * @param withheld whether something is left out; then the decisions are not shown either, since they hold the facts
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
        if (hidden == 0) {
            return new CaseHistory(calls, timeline, false);
        }
        List<TimelineEntry> shown = timeline.stream()
                .map(entry -> shown(entry, entry.seq() > hidden ? withoutBefore(entry) : WITHHELD))
                .toList();
        return new CaseHistory(calls.stream().map(opened).toList(), shown, true);
    }

    private static TimelineEntry shown(TimelineEntry entry, Map<String, Object> detail) {
        return new TimelineEntry(entry.seq(), entry.at(), entry.kind(), entry.actor(), detail);
    }

    /** What a later correction replaced was known while the case was restricted. */
    private static Map<String, Object> withoutBefore(TimelineEntry entry) {
        Map<String, Object> detail = new LinkedHashMap<>(entry.detail());
        if (entry.kind().startsWith("field.")) {
            detail.remove("before");
        }
        return detail;
    }

    /** The case, or a call that came to it, left a restricted queue. Which one a call left is not told. */
    private static boolean endsRestriction(TimelineEntry entry, VisibleQueues visible) {
        if (!"left_restricted".equals(entry.detail().get("reason"))) {
            return false;
        }
        return entry.kind().equals("call.came") && !visible.all()
                || entry.kind().equals("case.relocated")
                        && !visible.contains(String.valueOf(entry.detail().get("queue_before")));
    }
}
