package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.cases.CaseQueries;
import io.patchbay.cases.Drift;
import io.patchbay.cases.Drifts;
import io.patchbay.directory.Action;
import io.patchbay.directory.Staff;
import io.patchbay.triage.DriftResolution;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What tools hold of cases that the cases have not heard of. */
@RestController
@RequestMapping("/api/v1/drifts")
class DriftController {
    private static final Set<String> STATES = Set.of("open", "mended", "gone");

    private final Drifts drifts;
    private final StaffRoutes routes;
    private final Staff staff;
    private final CaseQueries cases;
    private final Requester requester;

    DriftController(Drifts drifts, StaffRoutes routes, Staff staff, CaseQueries cases, Requester requester) {
        this.drifts = drifts;
        this.routes = routes;
        this.staff = staff;
        this.cases = cases;
        this.requester = requester;
    }

    @Needs(Action.READ)
    @Operation(summary = "Drifts of a state: open, mended or gone; oldest first, at most 500")
    @GetMapping
    List<Drift> list(@RequestParam(defaultValue = "open") String state) {
        if (!STATES.contains(state)) {
            throw new BadRequest("state is one of " + STATES);
        }
        return drifts.inState(state, requester.visible());
    }

    @Needs(Action.MEND_DRIFT)
    @Operation(summary = "Have the case take what the tool holds: {why}; a second time changes nothing")
    @PostMapping("/{id}/mend")
    Drift mend(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = new StaffRequest(body, staff, requester.principal());
        requester.require(
                Action.MEND_DRIFT,
                cases.find(drift(id).caseRef(), requester.visible())
                        .orElseThrow(() -> new NotFound("drift"))
                        .queue());
        routes.send("direct:resolve-drift", new DriftResolution(id, request.who(), request.why()));
        return drift(id);
    }

    private Drift drift(String id) {
        return drifts.find(id, requester.visible()).orElseThrow(() -> new NotFound("drift"));
    }
}
