package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.cases.Cases;
import io.patchbay.directory.Action;
import io.patchbay.directory.Directory;
import io.patchbay.directory.Staff;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseReference;
import io.patchbay.incidents.Incident;
import io.patchbay.incidents.IncidentAction;
import io.patchbay.incidents.IncidentRefused;
import io.patchbay.incidents.IncidentReport;
import io.patchbay.incidents.Incidents;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Incidents, as far as the holder of the token sees the cases that they affect. */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentController {
    private static final Set<String> STATES = Set.of("proposed", "open", "resolved", "dismissed");
    private static final int MOST_LISTED = 1_000;
    private static final int AT_ONCE = 500;

    private final Incidents incidents;
    private final Staff staff;
    private final Cases cases;
    private final Directory directory;
    private final Clock clock;
    private final Requester requester;

    IncidentController(
            Incidents incidents, Staff staff, Cases cases, Directory directory, Clock clock, Requester requester) {
        this.incidents = incidents;
        this.staff = staff;
        this.cases = cases;
        this.directory = directory;
        this.clock = clock;
        this.requester = requester;
    }

    @Needs(Action.READ)
    @Operation(summary = "Incidents of a state: proposed, open, resolved or dismissed; newest first, at most 200")
    @GetMapping
    List<Incident> list(@RequestParam(defaultValue = "open") String state) {
        if (!STATES.contains(state)) {
            throw new BadRequest("state is one of " + STATES);
        }
        return incidents.inState(state, requester.visible());
    }

    @Needs(Action.READ)
    @Operation(summary = "One incident with its messages, cases, updates and timeline")
    @GetMapping("/{id}")
    Incident.Whole find(@PathVariable String id) {
        return whole(id);
    }

    @Needs(Action.DECLARE_INCIDENT)
    @Operation(summary = "Declare an incident: {title, areas, regions, cases}")
    @PostMapping
    Incident.Whole declare(@RequestBody JsonNode body) {
        StaffRequest request = request(body);
        List<String> refs = new ArrayList<>();
        for (String ref : texts(body, "cases")) {
            String read = CaseReference.read(ref)
                    .map(CaseReference::text)
                    .orElseThrow(() -> new BadRequest("cases holds something that is no case reference"));
            refs.add(brief(read).ref());
        }
        return whole(incidents.declare(new IncidentAction.Declare(
                request.who(), request.text("title"), texts(body, "areas"), texts(body, "regions"), refs)));
    }

    @Needs(Action.DECLARE_INCIDENT)
    @Operation(summary = "Declare an incident that a signal proposed: {why}")
    @PostMapping("/{id}/declare")
    Incident.Whole confirm(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        return act(id, () -> incidents.confirm(new IncidentAction.Confirm(id, request.who(), request.why())));
    }

    @Needs(Action.DECLARE_INCIDENT)
    @Operation(summary = "End a proposal that is none: {why}")
    @PostMapping("/{id}/dismiss")
    Incident.Whole dismiss(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        return act(id, () -> incidents.dismiss(new IncidentAction.Dismiss(id, request.who(), request.why())));
    }

    @Needs(Action.RUN_INCIDENT)
    @Operation(summary = "Move the stage, forwards or back: {why, stage}; its approved message is sent")
    @PostMapping("/{id}/stage")
    Incident.Whole move(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        String stage = request.oneOf("stage", Incident.STAGES);
        return act(id, () -> incidents.move(new IncidentAction.Move(id, request.who(), request.why(), stage)));
    }

    @Needs(Action.RUN_INCIDENT)
    @Operation(summary = "Write what customers are told in a stage: {stage, text}; answers with its version")
    @PostMapping("/{id}/messages")
    Map<String, Integer> write(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        String stage = request.oneOf("stage", Incident.STAGES);
        whole(id);
        return Map.of(
                "version",
                refusable(() ->
                        incidents.write(new IncidentAction.Write(id, request.who(), stage, request.text("text")))));
    }

    @Needs(Action.APPROVE_MESSAGE)
    @Operation(summary = "Approve a message that somebody else wrote: {}; the role approver does")
    @PostMapping("/{id}/messages/{version}/approve")
    Incident.Whole approve(@PathVariable String id, @PathVariable int version, @RequestBody JsonNode body) {
        String who = request(body).who();
        boolean own = whole(id).messages().stream()
                .anyMatch(each -> each.version() == version && each.author().equals(who));
        if (own) {
            throw new Forbidden("somebody else than its author approves a message");
        }
        return act(id, () -> incidents.approve(new IncidentAction.Approve(id, who, version)));
    }

    @Needs(Action.RUN_INCIDENT)
    @Operation(summary = "Link the post-mortem: {url}")
    @PostMapping("/{id}/post-mortem")
    Incident.Whole postMortem(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        String url = request.text("url");
        if (!url.matches("https://[^\\s<>\"]{1,1000}")) {
            throw new BadRequest("url is an https address");
        }
        return act(id, () -> incidents.postMortem(new IncidentAction.PostMortem(id, request.who(), url)));
    }

    @Needs(Action.RUN_INCIDENT)
    @Operation(summary = "Link a case later: {why, case}; it is told the message that stands")
    @PostMapping("/{id}/cases")
    Incident.Whole link(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        CaseBrief brief = brief(request.text("case"));
        return act(
                id,
                () -> incidents.link(new IncidentAction.Link(
                        id,
                        request.who(),
                        request.why(),
                        brief.ref(),
                        brief.queue(),
                        true,
                        brief.matter().trusted() ? brief.matter().accountId() : "",
                        brief.matter().region())));
    }

    @Needs(Action.RUN_INCIDENT)
    @Operation(summary = "Take a case off: {why}; it is told nothing more about the incident")
    @PostMapping("/{id}/cases/{ref}/unlink")
    Incident.Whole unlink(@PathVariable String id, @PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        CaseBrief unlinked = brief(ref);
        return act(
                id,
                () -> incidents.link(new IncidentAction.Link(
                        id, request.who(), request.why(), unlinked.ref(), unlinked.queue(), false, "", "")));
    }

    @Needs(Action.ACKNOWLEDGE_UPDATE)
    @Operation(summary = "The people of the case have seen what they were told last: {}")
    @PostMapping("/{id}/updates/{ref}/acknowledgement")
    Incident.Whole acknowledge(@PathVariable String id, @PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        CaseBrief told = brief(ref);
        requester.require(Action.ACKNOWLEDGE_UPDATE, told.queue());
        return act(id, () -> incidents.acknowledge(new IncidentAction.Acknowledge(id, request.who(), told.ref())));
    }

    private static String reference(String ref) {
        return CaseReference.read(ref).map(CaseReference::text).orElseThrow(() -> new NotFound("case"));
    }

    private CaseBrief brief(String ref) {
        String read = reference(ref);
        CaseBrief brief = cases.briefs(List.of(read)).get(read);
        if (brief == null || !requester.visible().contains(brief.queue())) {
            throw new NotFound("case");
        }
        return brief;
    }

    @Needs(Action.READ)
    @Operation(summary = "The report after the incident")
    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    IncidentReport report(@PathVariable String id) {
        return reportOf(whole(id));
    }

    @Needs(Action.READ)
    @Operation(summary = "The report after the incident, as Markdown")
    @GetMapping(path = "/{id}/report", produces = "text/markdown")
    String markdown(@PathVariable String id) {
        return reportOf(whole(id)).markdown();
    }

    private IncidentReport reportOf(Incident.Whole whole) {
        List<String> refs = whole.cases().stream().map(Incident.Linked::caseRef).toList();
        List<CaseBrief> briefs = new ArrayList<>();
        for (int from = 0; from < refs.size(); from += AT_ONCE) {
            briefs.addAll(cases.briefs(refs.subList(from, Math.min(refs.size(), from + AT_ONCE)))
                    .values());
        }
        return IncidentReport.of(whole, briefs, directory.accounts().size(), clock.instant());
    }

    private Incident.Whole act(String id, Runnable action) {
        whole(id);
        refusable(() -> {
            action.run();
            return id;
        });
        return whole(id);
    }

    private static <T> T refusable(Supplier<T> action) {
        try {
            return action.get();
        } catch (IncidentRefused e) {
            throw new Conflict(e.getMessage());
        }
    }

    private Incident.Whole whole(String id) {
        return incidents.find(id, requester.visible()).orElseThrow(() -> new NotFound("incident"));
    }

    private StaffRequest request(JsonNode body) {
        return new StaffRequest(body, staff, requester.principal());
    }

    private static List<String> texts(JsonNode body, String member) {
        List<String> texts = new ArrayList<>();
        JsonNode list = body.path(member);
        boolean absent = list.isMissingNode() || list.isNull();
        if (!absent && (!list.isArray() || list.size() > MOST_LISTED)) {
            throw new BadRequest(member + " is a list of at most " + MOST_LISTED + " texts");
        }
        for (JsonNode each : list) {
            if (!each.isTextual() || each.asText().isBlank() || each.asText().length() > 255) {
                throw new BadRequest(member + " is a list of texts of 1 to 255 characters");
            }
            texts.add(each.asText());
        }
        return texts;
    }
}
