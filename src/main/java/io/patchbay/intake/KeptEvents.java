package io.patchbay.intake;

import java.util.List;

/**
 * Events claimed together that are handled in the same way.
 *
 * @param kind what they are about: {@code call}; {@code pointer} to what has to be fetched from the call's provider first;
 *     {@code update} that the source was sent and says was seen; or the tool that gives feedback, like {@code jira}
 * @param events at least one, oldest first
 */
public record KeptEvents(String kind, List<KeptEvent> events) {
    public KeptEvents {
        events = List.copyOf(events);
    }

    /** Each of them by itself. */
    public List<SingleEvent> single() {
        return events.stream().map(event -> new SingleEvent(kind, event)).toList();
    }
}
