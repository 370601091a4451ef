package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.cases.CaseQueries;
import io.patchbay.cases.StaffAction;
import io.patchbay.cases.StaffAction.By;
import io.patchbay.cases.StaffActions;
import io.patchbay.directory.Action;
import io.patchbay.directory.Queues;
import io.patchbay.directory.Staff;
import io.patchbay.event.CallField;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseReference;
import io.patchbay.event.VisibleQueues;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people do to a case. Every body says {@code why}; who does it follows from the token. */
@RestController
@RequestMapping("/api/v1/cases/{ref}")
class StaffController {
    private final CaseQueries cases;
    private final StaffRoutes routes;
    private final Staff staff;
    private final Queues queues;
    private final Requester requester;

    StaffController(CaseQueries cases, StaffRoutes routes, Staff staff, Queues queues, Requester requester) {
        this.cases = cases;
        this.routes = routes;
        this.staff = staff;
        this.queues = queues;
        this.requester = requester;
    }

    @Needs(Action.WORK_CASE)
    @Operation(summary = "Add a note: {why, text}")
    @PostMapping("/notes")
    CaseAnswer note(@PathVariable String ref, @RequestBody JsonNode body) {
        String known = known(ref, Action.WORK_CASE);
        StaffRequest request = request(body);
        By by = by(request, Action.WORK_CASE);
        return act(
                "direct:staff-note",
                new StaffAction.Note(known, by, request.optional("text").orElseGet(request::why)));
    }

    @Needs(Action.WORK_CASE)
    @Operation(summary = "Set the status: {why, status, reopen}; a final status is left only with reopen: true")
    @PostMapping("/status")
    CaseAnswer status(@PathVariable String ref, @RequestBody JsonNode body) {
        String known = known(ref, Action.WORK_CASE);
        StaffRequest request = request(body);
        String status = request.oneOf("status", StaffActions.STATUSES);
        return act(
                "direct:staff-status",
                new StaffAction.Status(known, by(request, Action.WORK_CASE), status, request.flag("reopen", false)));
    }

    @Needs(Action.WORK_CASE)
    @Operation(summary = "Give the case another owner: {why, owner}")
    @PostMapping("/owner")
    CaseAnswer owner(@PathVariable String ref, @RequestBody JsonNode body) {
        String known = known(ref, Action.WORK_CASE);
        StaffRequest request = request(body);
        Staff.Member owner = request.person("owner");
        By by = by(request, Action.WORK_CASE);
        CaseBrief brief = brief(known);
        if (brief.restricted() && !queues.works(brief.queue(), owner.id())) {
            throw new BadRequest("owner works in the queue " + brief.queue() + ", which is restricted");
        }
        return act("direct:staff-owner", new StaffAction.Owner(known, by, owner.because("named by a person")));
    }

    @Needs(Action.SET_SEVERITY)
    @Operation(summary = "Confirm a severity: {why, level 1 to 4, page}; level 0 takes the confirmation back")
    @PostMapping("/severity")
    CaseAnswer severity(@PathVariable String ref, @RequestBody JsonNode body) {
        String known = known(ref, Action.SET_SEVERITY);
        StaffRequest request = request(body);
        int level = request.number("level", 0, 4);
        boolean pages = request.flag("page", false);
        if (level == 0 && pages) {
            throw new BadRequest("page goes with a confirmed level, 1 to 4");
        }
        return act(
                "direct:staff-severity",
                new StaffAction.Confirm(known, by(request, Action.SET_SEVERITY), level, pages));
    }

    @Needs(Action.WORK_CASE)
    @Operation(summary = "Correct what was said: {why, field, value, call_id}; the decision is made again")
    @PostMapping("/corrections")
    CaseAnswer correct(@PathVariable String ref, @RequestBody JsonNode body) {
        String known = known(ref, Action.WORK_CASE);
        StaffRequest request = request(body);
        CallField field = field(request);
        Object value = CorrectedValue.of(field, request.value("value"));
        String callId = request.optional("call_id").orElse("");
        return act(
                "direct:staff-correction",
                new StaffAction.Correct(known, by(request, Action.WORK_CASE), callId, field, value));
    }

    @Needs(Action.READ)
    @Operation(summary = "What to read back on the telephone, spelled out")
    @GetMapping("/readback")
    ReadBackAnswer readBack(@PathVariable String ref) {
        CaseBrief brief = brief(ref);
        return ReadBackAnswer.of(brief, cases.calls(brief.ref()));
    }

    @Needs(Action.WORK_CASE)
    @Operation(summary = "The caller heard the value read back and agreed: {why, field}")
    @PostMapping("/readback")
    ReadBackAnswer confirmReadBack(@PathVariable String ref, @RequestBody JsonNode body) {
        String known = known(ref, Action.WORK_CASE);
        StaffRequest request = request(body);
        By by = new By(
                request.who(),
                request.optional("why").orElse("read back to the caller"),
                requester.queuesOf(Action.WORK_CASE));
        act("direct:staff-read-back", new StaffAction.ReadBack(known, by, field(request)));
        return readBack(ref);
    }

    @Needs(Action.WORK_CASE)
    @Operation(summary = "Let a case go on that waits under supervision: {why, queue}")
    @PostMapping("/release")
    CaseAnswer release(@PathVariable String ref, @RequestBody JsonNode body) {
        String known = known(ref, Action.WORK_CASE);
        StaffRequest request = request(body);
        String queue = request.has("queue") ? request.oneOf("queue", List.copyOf(queues.names())) : "";
        return act("direct:staff-release", new StaffAction.Release(known, by(request, Action.WORK_CASE), queue));
    }

    private CaseAnswer act(String route, StaffAction action) {
        routes.send(route, action);
        CaseBrief brief = cases.find(action.ref(), VisibleQueues.ALL).orElseThrow(() -> new NotFound("case"));
        return requester.visible().contains(brief.queue())
                ? CaseAnswer.of(brief)
                : CaseAnswer.outOfSight(brief.ref(), brief.queue());
    }

    private StaffRequest request(JsonNode body) {
        return new StaffRequest(body, staff, requester.principal());
    }

    private By by(StaffRequest request, Action action) {
        return new By(request.who(), request.why(), requester.queuesOf(action));
    }

    private static CallField field(StaffRequest request) {
        return CallField.ofPath(request.text("field"))
                .orElseThrow(() -> new BadRequest("field is the path of a field of a call report, like report.region"));
    }

    /** The reference of a case that they may see and in whose queue the action is theirs. */
    private String known(String ref, Action action) {
        CaseBrief brief = brief(ref);
        requester.require(action, brief.queue());
        return brief.ref();
    }

    private CaseBrief brief(String ref) {
        return CaseReference.read(ref)
                .flatMap(reference -> cases.find(reference.text(), requester.visible()))
                .orElseThrow(() -> new NotFound("case"));
    }
}
