package io.patchbay.incidents;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.Feedback;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.Signals;
import io.patchbay.platform.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** An outage on the status page is declared, also one that is reported only at its end; a monitor alone proposes. */
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

    /** The signals of the calls with what monitoring says of their product areas, and the incidents they belong to. */
    public List<Signals> complete(List<MatchedCall> calls, List<Signals> signals) {
        Set<String> areas = calls.stream().map(call -> area(call.report())).collect(Collectors.toSet());
        Set<String> keys = signals.stream().map(IncidentSignals::keyOf).collect(Collectors.toSet());
        if (areas.isEmpty() || incidents.allQuiet(areas, keys)) {
            return signals;
        }
        Map<Asked, Signals> answers = new HashMap<>();
        List<Signals> complete = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            CallReport report = calls.get(i).report();
            Asked asked = new Asked(signals.get(i), area(report), FailureSignature.fold(report.text(CallField.REGION)));
            complete.add(answers.computeIfAbsent(asked, this::complete));
        }
        return complete;
    }

    /** What the answer depends on: many calls of a flood ask the same. */
    private record Asked(Signals signals, String area, String region) {}

    private Signals complete(Asked asked) {
        Signals signals = asked.signals();
        List<String> firing = asked.area().isEmpty() ? List.of() : monitors.firing(asked.area());
        if (signals.signature().isEmpty()) {
            return new Signals("", signals.distinctAccounts(), firing, "", "");
        }
        Optional<Incident> ofFailure = incidents.byKey(keyOf(signals));
        Optional<Incident> open = ofFailure.filter(Incident::isOpen).or(() -> ofArea(asked.area(), asked.region()));
        return new Signals(
                signals.signature(),
                signals.distinctAccounts(),
                firing,
                open.map(Incident::id).orElse(""),
                open.or(() -> ofFailure).map(Incident::id).orElse(""));
    }

    private static String area(CallReport report) {
        return FailureSignature.fold(report.text(CallField.PRODUCT_AREA));
    }

    /** The key by which the failure's one incident is known. */
    private static String keyOf(Signals signals) {
        return "failure:" + signals.signature();
    }

    private Optional<Incident> ofArea(String area, String region) {
        return incidents.inState("open", 100).stream()
                .filter(incident -> incident.areas().contains(area))
                .filter(incident ->
                        incident.regions().isEmpty() || incident.regions().contains(region))
                .findFirst();
    }

    /**
     * A case with the call that told of it.
     *
     * @param signals what is known of the failure that the call reports
     * @param opened whether the call opened the case
     */
    public record ReportingCase(
            CallReport report, AccountMatch match, Signals signals, CaseBrief brief, boolean opened) {
        boolean reports() {
            return !signals.signature().isEmpty() && match.trusted();
        }

        String region() {
            return FailureSignature.fold(report.text(CallField.REGION));
        }
    }

    /**
     * Takes cases that report failures into account, in the caller's transaction: proposes incidents where the signals say
     * so, and returns for each the incident that the case belongs to, or the empty string. A call whose match is not trusted
     * reports nothing and belongs to none.
     */
    public List<String> consider(List<ReportingCase> cases) {
        List<ReportingCase> reporting =
                cases.stream().filter(ReportingCase::reports).toList();
        affected.reports(reporting.stream()
                .map(each -> new AffectedRepository.Reporting(
                        each.signals().signature(),
                        each.brief().ref(),
                        each.match().accountId(),
                        each.region()))
                .toList());
        Map<String, String> proposed = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (ReportingCase each : cases) {
            if (!each.reports()) {
                found.add("");
            } else if (!each.signals().knownIncident().isEmpty()) {
                found.add(each.signals().knownIncident());
            } else {
                String signature = each.signals().signature();
                List<String> because = because(each);
                if (!proposed.containsKey(signature) && !because.isEmpty()) {
                    propose(each, because, reporting).ifPresent(id -> proposed.put(signature, id));
                }
                found.add(proposed.getOrDefault(signature, ""));
            }
        }
        return found;
    }

    private static List<String> because(ReportingCase reporting) {
        List<String> because = new ArrayList<>();
        if (reporting.signals().distinctAccounts() >= SEVERAL_ACCOUNTS) {
            because.add("several accounts");
        }
        if (reporting.match().account().highValue()
                && reporting.report().text(CallField.IMPACT).equals("blocked")) {
            because.add("high-value account blocked");
        }
        if (!reporting.signals().monitoring().isEmpty()) {
            because.add("a monitor fires");
        }
        return because;
    }

    /** Named by what the case shows: what was sealed in a restricted phase names no incident. */
    private Optional<String> propose(ReportingCase reported, List<String> because, List<ReportingCase> reporting) {
        CaseBrief brief = reported.brief();
        FailureSignature failure = FailureSignature.of(brief.matter());
        if (!failure.known()) {
            return Optional.empty();
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
        begin(incident, keyOf(reported.signals()), "hub");
        String signature = reported.signals().signature();
        int linked =
                affected.linkReporting(incident.id(), signature, affected.now().minus(window));
        // The calls that are taken into account now are counted with those that follow.
        long now = reporting.stream()
                .filter(each -> each.signals().signature().equals(signature))
                .map(each -> each.brief().ref())
                .distinct()
                .count();
        incidents.count(incident.id(), (int) Math.max(0, linked - now));
        return Optional.of(incident.id());
    }

    private static String clipped(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
