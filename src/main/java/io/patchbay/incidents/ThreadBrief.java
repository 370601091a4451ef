package io.patchbay.incidents;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import io.patchbay.event.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An incident in the form in which destinations know a case, for its thread: the summary is the live count. */
final class ThreadBrief {
    private ThreadBrief() {}

    static CaseBrief of(Incident incident, ThreadRepository.Count count) {
        return new CaseBrief(
                incident.ref(),
                "hub",
                incident.id(),
                incident.thread().queue(),
                false,
                incident.state(),
                !incident.isAlive(),
                new Person("", "", "", "", ""),
                Severity.UNCONFIRMED,
                matter(incident, lines(incident, count)),
                "",
                List.of(),
                List.of(),
                incident.calls(),
                incident.openedAt() == null ? Instant.EPOCH : incident.openedAt(),
                Map.of("slack", thread(incident.thread())),
                Map.of(),
                List.of());
    }

    private static CaseBrief.Receipt thread(Incident.Thread thread) {
        return new CaseBrief.Receipt("slack", thread.status(), thread.id(), "", thread.channel(), thread.url(), "");
    }

    private static String lines(Incident incident, ThreadRepository.Count count) {
        List<String> lines = new ArrayList<>();
        lines.add("Calls: " + incident.calls() + ", cases: " + count.cases() + ", accounts: " + count.accounts());
        lines.add("Regions: " + (count.regions().isEmpty() ? "not given" : String.join(", ", count.regions())));
        lines.add("Stage: " + incident.stage() + (incident.state().equals("proposed") ? ", not declared yet" : ""));
        if (!incident.isAlive()) {
            lines.add("The incident is " + incident.state() + ".");
        }
        return String.join("\n", lines);
    }

    private static CaseBrief.Matter matter(Incident incident, String summary) {
        return new CaseBrief.Matter(
                "",
                "",
                "",
                "none",
                "",
                "",
                "",
                "",
                summary,
                incident.title(),
                "",
                "",
                "",
                "",
                "",
                0,
                "",
                "",
                "",
                "",
                "",
                false,
                false,
                "none");
    }
}
