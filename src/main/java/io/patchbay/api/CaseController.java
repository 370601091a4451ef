package io.patchbay.api;

import io.patchbay.cases.CaseFilter;
import io.patchbay.cases.CaseHistory;
import io.patchbay.cases.CasePage;
import io.patchbay.cases.CaseQueries;
import io.patchbay.directory.Action;
import io.patchbay.dispatch.DispatchActions;
import io.patchbay.dispatch.DispatchView;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseReference;
import io.patchbay.event.Decision;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cases. */
@RestController
@RequestMapping("/api/v1/cases")
class CaseController {
    private static final int MOST_PER_PAGE = 200;

    private final CaseQueries cases;
    private final DispatchActions dispatches;
    private final Requester requester;

    CaseController(CaseQueries cases, DispatchActions dispatches, Requester requester) {
        this.cases = cases;
        this.dispatches = dispatches;
        this.requester = requester;
    }

    record Page(List<CaseAnswer> cases, String next) {}

    @Needs(Action.READ)
    @Operation(summary = "Cases, newest first; pass next as cursor for the next page")
    @GetMapping
    Page list(
            @RequestParam(defaultValue = "") String queue,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(name = "call_id", defaultValue = "") String callId,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "50") int size) {
        if (size < 1 || size > MOST_PER_PAGE) {
            throw new BadRequest("size is 1 to " + MOST_PER_PAGE);
        }
        try {
            CasePage page = cases.list(
                    new CaseFilter(queue, status, account, owner, callId), requester.visible(), cursor, size);
            return new Page(page.cases().stream().map(CaseAnswer::of).toList(), page.next());
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage());
        }
    }

    @Needs(Action.READ)
    @Operation(
            summary = "One case with its calls, decision, dispatches and timeline",
            description = "The reference may be given as people say it: lower case, without the hyphen, O for 0.")
    @GetMapping("/{ref}")
    CaseAnswer.Detailed find(@PathVariable String ref) {
        String known = brief(ref).ref();
        Decision decision = cases.decision(known, requester.visible()).orElse(null);
        CaseHistory history = cases.history(known, requester.visible());
        List<CaseAnswer.CallAnswer> calls =
                history.calls().stream().map(CaseAnswer.CallAnswer::of).toList();
        List<DispatchView> sent = dispatches.ofCase(known, requester.visible());
        // Last: what was read before is of a time at which the case was not out of sight yet.
        CaseBrief brief = brief(ref);
        return new CaseAnswer.Detailed(
                CaseAnswer.of(brief),
                brief.matter(),
                history.withheld() ? null : decision,
                calls,
                sent,
                history.timeline());
    }

    private CaseBrief brief(String ref) {
        return CaseReference.read(ref)
                .flatMap(reference -> cases.find(reference.text(), requester.visible()))
                .orElseThrow(() -> new NotFound("case"));
    }
}
