package io.patchbay.api;

import io.patchbay.cases.Supervision;
import io.patchbay.directory.Action;
import io.patchbay.insights.Insights;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Measures of what the hub has seen. */
@RestController
@RequestMapping("/api/v1/insights")
class InsightController {
    private final Insights insights;
    private final Supervision supervision;
    private final Requester requester;

    InsightController(Insights insights, Supervision supervision, Requester requester) {
        this.insights = insights;
        this.supervision = supervision;
        this.requester = requester;
    }

    /** @param rate the share of the released first runs that people left as decided */
    record Agreement(String source, int released, int agreed, double rate) {}

    record InsightAnswer(
            Instant from,
            boolean complete,
            List<Insights.Count> unsupportedClaims,
            List<Insights.Count> reviewReasons,
            Insights.Abstention abstention,
            List<Agreement> agreement) {}

    @Needs(Action.READ)
    @Operation(
            summary =
                    "Cases with unsupported claims and review reasons by topic and queue over the last days (1 to 90),"
                            + " how often calls were not understood, and how far people agreed with the rules since each source's launch")
    @GetMapping
    InsightAnswer insights(@RequestParam(defaultValue = "7") int days) {
        if (days < 1 || days > Insights.MOST_DAYS) {
            throw new BadRequest("days is from 1 to " + Insights.MOST_DAYS);
        }
        Insights.Marked marked = insights.marked(days, requester.visible());
        return new InsightAnswer(
                marked.from(),
                marked.complete(),
                marked.unsupportedClaims(),
                marked.reviewReasons(),
                marked.abstention(),
                agreement());
    }

    private List<Agreement> agreement() {
        return supervision.agreement().stream()
                .filter(each -> each.released() > 0)
                .map(each -> new Agreement(
                        each.source(), each.released(), each.agreed(), (double) each.agreed() / each.released()))
                .toList();
    }
}
