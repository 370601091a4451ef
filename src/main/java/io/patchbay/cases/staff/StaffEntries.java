package io.patchbay.cases.staff;

import io.patchbay.cases.StaffAction;
import io.patchbay.cases.TimelineEntry;
import io.patchbay.event.FieldValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the timeline and a ticket's comments say what a person did: who, why, what it was, what it is. */
public final class StaffEntries {
    private StaffEntries() {}

    public static TimelineEntry entry(String kind, StaffAction.By by, Object before, Object after) {
        return entry(kind, by, Map.of(), before, after);
    }

    public static TimelineEntry entry(
            String kind, StaffAction.By by, Map<String, Object> about, Object before, Object after) {
        Map<String, Object> detail = new LinkedHashMap<>(about);
        detail.put("why", by.why());
        detail.put("before", before);
        detail.put("after", after);
        return TimelineEntry.of(kind, by.actor(), detail);
    }

    /** A value with who stands behind it; null when nobody had said it. */
    public static Map<String, Object> value(FieldValue value) {
        if (value == null) {
            return null;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("value", value.value());
        detail.put("origin", value.origin().name().toLowerCase(Locale.ROOT));
        detail.put("confirmation", value.confirmation().wireName());
        return detail;
    }

    public static Map<String, String> comment(StaffAction.By by, String what) {
        return Map.of("text", what + "\nBy " + by.who() + ": " + by.why());
    }
}
