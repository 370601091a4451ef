package io.patchbay.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.cases.CaseQueries;
import io.patchbay.cases.StaffAction;
import io.patchbay.cases.StaffAction.By;
import io.patchbay.cases.StaffActions;
import io.patchbay.directory.Queues;
import io.patchbay.directory.Staff;
import io.patchbay.event.CallField;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseReference;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people do to a case. Every body names {@code who}, by id or full name in the directory, and {@code why}. */
@RestController
@RequestMapping("/api/v1/cases/{ref}")
class StaffController {
    private final CaseQueries cases;
    private final StaffRoutes routes;
    private final Staff staff;
    private final Queues queues;

    StaffController(CaseQueries cases, StaffRoutes routes, Staff staff, Queues queues) {
        this.cases = cases;
        this.routes = routes;
        this.staff = staff;
        this.queues = queues;
    }

    @Operation(summary = "Add a note: {who, why, text}")
    @PostMapping("/notes")
    CaseAnswer note(@PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        By by = new By(request.who(), request.why());
        return act(
                "direct:staff-note",
                new StaffAction.Note(known(ref), by, request.optional("text").orElseGet(request::why)));
    }

    @Operation(summary = "Set the status: {who, why, status, reopen}; a final status is left only with reopen: true")
    @PostMapping("/status")
    CaseAnswer status(@PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        String status = request.oneOf("status", StaffActions.STATUSES);
        return act(
                "direct:staff-status",
                new StaffAction.Status(known(ref), by(request), status, request.flag("reopen", false)));
    }

    @Operation(summary = "Give the case another owner: {who, why, owner}")
    @PostMapping("/owner")
    CaseAnswer owner(@PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        Staff.Member owner = request.person("owner");
        return act(
                "direct:staff-owner",
                new StaffAction.Owner(known(ref), by(request), owner.because("named by a person")));
    }

    @Operation(summary = "Confirm a severity: {who, why, level 1 to 4, page}; level 0 takes the confirmation back")
    @PostMapping("/severity")
    CaseAnswer severity(@PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        int level = request.number("level", 0, 4);
        boolean pages = request.flag("page", false);
        if (level == 0 && pages) {
            throw new BadRequest("page goes with a confirmed level, 1 to 4");
        }
        return act("direct:staff-severity", new StaffAction.Confirm(known(ref), by(request), level, pages));
    }

    @Operation(summary = "Correct what was said: {who, why, field, value, call_id}; the decision is made again")
    @PostMapping("/corrections")
    CaseAnswer correct(@PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        CallField field = field(request);
        Object value = CorrectedValue.of(field, request.value("value"));
        String callId = request.optional("call_id").orElse("");
        return act("direct:staff-correction", new StaffAction.Correct(known(ref), by(request), callId, field, value));
    }

    @Operation(summary = "What to read back on the telephone, spelled out")
    @GetMapping("/readback")
    ReadBackAnswer readBack(@PathVariable String ref) {
        CaseBrief brief = brief(ref);
        return ReadBackAnswer.of(brief, cases.calls(brief.ref()));
    }

    @Operation(summary = "The caller heard the value read back and agreed: {who, why, field}")
    @PostMapping("/readback")
    ReadBackAnswer confirmReadBack(@PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        By by = new By(request.who(), request.optional("why").orElse("read back to the caller"));
        act("direct:staff-read-back", new StaffAction.ReadBack(known(ref), by, field(request)));
        return readBack(ref);
    }

    @Operation(summary = "Let a case go on that waits under supervision: {who, why, queue}")
    @PostMapping("/release")
    CaseAnswer release(@PathVariable String ref, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        String queue = request.has("queue") ? request.oneOf("queue", List.copyOf(queues.names())) : "";
        return act("direct:staff-release", new StaffAction.Release(known(ref), by(request), queue));
    }

    private CaseAnswer act(String route, StaffAction action) {
        routes.send(route, action);
        return CaseAnswer.of(brief(action.ref()));
    }

    private StaffRequest request(JsonNode body) {
        return new StaffRequest(body, staff);
    }

    private static By by(StaffRequest request) {
        return new By(request.who(), request.why());
    }

    private static CallField field(StaffRequest request) {
        return CallField.ofPath(request.text("field"))
                .orElseThrow(() -> new BadRequest("field is the path of a field of a call report, like report.region"));
    }

    private String known(String ref) {
        return brief(ref).ref();
    }

    private CaseBrief brief(String ref) {
        return CaseReference.read(ref)
                .flatMap(reference -> cases.find(reference.text()))
                .orElseThrow(() -> new NotFound("case"));
    }
}
