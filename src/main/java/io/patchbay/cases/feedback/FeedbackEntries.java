package io.patchbay.cases.feedback;

import io.patchbay.cases.TimelineEntry;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The entries by which the timeline says what tools reported. */
public final class FeedbackEntries {
    private FeedbackEntries() {}

    public static TimelineEntry fact(Feedback fact, Map<String, Person> people) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("source", fact.source());
        detail.put("happened_at", fact.at().toString());
        put(detail, "key", fact.key());
        put(detail, "status", fact.status());
        put(detail, "resolution", fact.resolution());
        new TreeMap<>(fact.detail()).forEach((name, value) -> put(detail, name, value));
        Person assignee = people.get(fact.detail("assignee"));
        if (assignee != null) {
            detail.put("assignee", assignee.name());
        }
        return TimelineEntry.of("feedback." + fact.kind(), actor(fact, people), detail);
    }

    private static String actor(Feedback fact, Map<String, Person> people) {
        Person person = people.get(fact.actor());
        return person == null ? "source:" + fact.source() : "staff:" + person.name();
    }

    public static TimelineEntry status(CaseBrief before, ExternalState stands) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("from", before.status());
        detail.put("to", stands.status());
        detail.put("terminal", stands.terminal());
        put(detail, "outcome", stands.outcome());
        return TimelineEntry.of("status.changed", "hub", detail);
    }

    public static TimelineEntry owner(CaseBrief before, Person owner) {
        return TimelineEntry.of(
                "owner.changed",
                "hub",
                Map.of("from", before.owner().name(), "to", owner.name(), "because", owner.why()));
    }

    private static void put(Map<String, Object> detail, String name, String value) {
        if (!value.isEmpty()) {
            detail.put(name, value);
        }
    }
}
