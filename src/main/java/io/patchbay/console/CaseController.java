package io.patchbay.console;

import io.patchbay.cases.CaseFilter;
import io.patchbay.cases.CasePage;
import io.patchbay.cases.CaseQueries;
import io.patchbay.dispatch.DispatchDesk;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseReference;
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
    private final DispatchDesk dispatches;

    CaseController(CaseQueries cases, DispatchDesk dispatches) {
        this.cases = cases;
        this.dispatches = dispatches;
    }

    record Page(List<CaseAnswer> cases, String next) {}

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
            CasePage page = cases.list(new CaseFilter(queue, status, account, owner, callId), cursor, size);
            return new Page(page.cases().stream().map(CaseAnswer::of).toList(), page.next());
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage());
        }
    }

    @Operation(
            summary = "One case with its calls, decision, dispatches and timeline",
            description = "The reference may be given as people say it: lower case, without the hyphen, O for 0.")
    @GetMapping("/{ref}")
    CaseAnswer.Detailed find(@PathVariable String ref) {
        CaseBrief brief = CaseReference.read(ref)
                .flatMap(reference -> cases.find(reference.text()))
                .orElseThrow(() -> new NotFound("case"));
        return new CaseAnswer.Detailed(
                CaseAnswer.of(brief),
                brief.matter(),
                cases.decision(brief.ref()).orElse(null),
                cases.calls(brief.ref()).stream().map(CaseAnswer.CallAnswer::of).toList(),
                dispatches.ofCase(brief.ref()),
                cases.timeline(brief.ref()));
    }
}
