package io.patchbay.incidents;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.Feedback;
import io.patchbay.event.Signals;
import io.patchbay.platform.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What makes an incident: an outage on the status page and a firing monitor are declared by those who run them; several
 * accounts with one failure, and a high-value account that is blocked, are proposed for a person to declare.
 */
@Component
public class IncidentSignals {
    private static final int SEVERAL_ACCOUNTS = 3;
    /** How a status page says that an incident has ended. */
    private static final List<String> ENDED = List.of("resolved", "postmortem");
    /** The same, or that a maintenance has. */
    private static final List<String> OVER = List.of("resolved", "postmortem", "completed");

    private final MonitorRepository monitors;
    private final IncidentRepository incidents;
    private final AffectedRepository affected;
    private final Monitoring monitoring;
    private final Incidents incidentsDoor;
    private final Ids ids;
    private final Duration window;

    IncidentSignals(
            MonitorRepository monitors,
            IncidentRepository incidents,
            AffectedRepository affected,
            Monitoring monitoring,
            Incidents incidentsDoor,
            Ids ids,
            @Value("${patchbay.failure-window:60m}") Duration window) {
        this.monitors = monitors;
        this.incidents = incidents;
        this.affected = affected;
        this.monitoring = monitoring;
        this.incidentsDoor = incidentsDoor;
        this.ids = ids;
        this.window = window;
    }

    /**
     * Takes what monitors and status pages say, in the caller's transaction; older than what is known says nothing, so that
     * any order of the same events leads to the same end.
     */
    public void observe(List<Feedback> told) {
        told.forEach(fact -> {
            if (fact.subject().equals("outage")) {
                observeOutage(fact);
            } else {
                observeMonitor(fact);
            }
        });
    }

    private void observeMonitor(Feedback fact) {
        boolean news = false;
        for (String area : monitoring.areasOf(fact)) {
            news |= put(fact, area);
        }
        if (news && firing(fact)) {
            open(fact);
        }
    }

    /** The outage as a whole has a time of its own: the parts that it names change from one update to the next. */
    private void observeOutage(Feedback fact) {
        boolean whole = fact.kind().equals("outage.updated");
        if (whole && !put(fact, "")) {
            return;
        }
        monitoring.areasOf(fact).forEach(area -> put(fact, area));
        if (whole) {
            open(fact);
        }
    }

    private boolean put(Feedback fact, String area) {
        String id = clipped(fact.subject() + ":" + fact.object() + ":" + area, 300);
        return monitors.put(id, fact.source(), fact.detail("name"), area, firing(fact), fact.at(), fact.order());
    }

    private static boolean firing(Feedback fact) {
        return switch (fact.kind()) {
            case "monitor.firing" -> true;
            case "outage.updated" ->
                !OVER.contains(fact.status()) && !fact.status().equals("scheduled");
            case "outage.component_updated" -> !fact.status().equals("operational");
            default -> false;
        };
    }

    /** An outage on the status page is declared, also one that is heard of only at its end; a monitor alone proposes. */
    private void open(Feedback fact) {
        boolean outage = fact.subject().equals("outage");
        String key = clipped(fact.subject() + ":" + fact.object(), 300);
        String stage = ENDED.contains(fact.status()) ? "resolved" : fact.status();
        Optional<Incident> known = incidents.byKey(key);
        if (known.isEmpty() && (firing(fact) || stage.equals("resolved"))) {
            Incident incident = Opening.incident(
                    ids,
                    fact.detail("name").isEmpty() ? "Unnamed" : fact.detail("name"),
                    outage ? "open" : "proposed",
                    "investigating",
                    "source:" + fact.source(),
                    monitoring.areasOf(fact),
                    List.of());
            begin(incident, key, "source:" + fact.source());
            known = Optional.of(incident);
        }
        known.filter(incident -> outage && !incident.stage().equals(stage))
                .ifPresent(incident -> incidentsDoor.follow(incident.id(), stage, fact.source()));
    }

    private void begin(Incident incident, String key, String actor) {
        incidents.insert(incident, key);
        incidents.tell(
                incident.id(),
                incident.isOpen() ? "incident.declared" : "incident.proposed",
                actor,
                Map.of("title", incident.title()));
    }

    /** The signals with what monitoring says of the call's product area, and the incident it belongs to. */
    public Signals complete(CallReport report, Signals signals) {
        String area = FailureSignature.fold(report.text(CallField.PRODUCT_AREA));
        String key = keyOf(signals);
        if (incidents.allQuiet(area, key)) {
            return signals;
        }
        List<String> firing = area.isEmpty() ? List.of() : monitors.firing(area);
        if (signals.signature().isEmpty()) {
            return new Signals("", signals.distinctAccounts(), firing, "", "");
        }
        Optional<Incident> ofFailure = incidents.byKey(key);
        Optional<Incident> open = ofFailure.filter(Incident::isOpen).or(() -> ofArea(report));
        return new Signals(
                signals.signature(),
                signals.distinctAccounts(),
                firing,
                open.map(Incident::id).orElse(""),
                open.or(() -> ofFailure).map(Incident::id).orElse(""));
    }

    /** The key by which the failure's one incident is known. */
    private static String keyOf(Signals signals) {
        return "failure:" + signals.signature();
    }

    private Optional<Incident> ofArea(CallReport report) {
        String area = FailureSignature.fold(report.text(CallField.PRODUCT_AREA));
        String region = FailureSignature.fold(report.text(CallField.REGION));
        return incidents.inState("open", 100).stream()
                .filter(incident -> incident.areas().contains(area))
                .filter(incident ->
                        incident.regions().isEmpty() || incident.regions().contains(region))
                .findFirst();
    }

    /**
     * Takes a case that reports a failure into account, in the caller's transaction: proposes an incident when the
     * signals say so, and returns the incident that the case belongs to, or the empty string. A call whose match is not
     * trusted reports nothing and belongs to none.
     */
    public String consider(CallReport report, AccountMatch match, Signals signals, CaseBrief brief) {
        if (signals.signature().isEmpty() || !match.trusted()) {
            return "";
        }
        String region = FailureSignature.fold(report.text(CallField.REGION));
        affected.reports(signals.signature(), brief.ref(), match.accountId(), region);
        if (!signals.knownIncident().isEmpty()) {
            return signals.knownIncident();
        }
        List<String> because = new ArrayList<>();
        if (signals.distinctAccounts() >= SEVERAL_ACCOUNTS) {
            because.add("several accounts");
        }
        if (match.account().highValue() && report.text(CallField.IMPACT).equals("blocked")) {
            because.add("high-value account blocked");
        }
        if (!signals.monitoring().isEmpty()) {
            because.add("a monitor fires");
        }
        return because.isEmpty() ? "" : propose(brief, signals, because);
    }

    /** Named by what the case shows: what was sealed in a restricted phase names no incident. */
    private String propose(CaseBrief brief, Signals signals, List<String> because) {
        FailureSignature failure = FailureSignature.of(brief.matter());
        if (!failure.known()) {
            return "";
        }
        String region = FailureSignature.fold(brief.matter().region());
        Incident incident = Opening.incident(
                ids,
                clipped(failure.label(), 400),
                "proposed",
                "investigating",
                "signal:" + String.join(", ", because),
                List.of(FailureSignature.fold(brief.matter().productArea())),
                region.isEmpty() ? List.of() : List.of(region));
        begin(incident, keyOf(signals), "hub");
        int reporting = affected.linkReporting(
                incident.id(), signals.signature(), affected.now().minus(window));
        // The call that made it known is counted with those that follow.
        incidents.count(incident.id(), Math.max(0, reporting - 1));
        return incident.id();
    }

    private static String clipped(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
