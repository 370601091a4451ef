package io.patchbay.api;

import io.patchbay.cases.Supervision;
import io.patchbay.directory.Action;
import io.patchbay.intake.IntakeSteps;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The senders that are switched on, and how far their supervised launch has come. */
@RestController
@RequestMapping("/api/v1/sources")
class SourceController {
    private final IntakeSteps intake;
    private final Supervision supervision;

    SourceController(IntakeSteps intake, Supervision supervision) {
        this.intake = intake;
        this.supervision = supervision;
    }

    /**
     * A source.
     *
     * @param held how many of the first runs were held so far
     * @param agreementRate the share of the released runs that people left as the rules had decided them; null before
     *     the first
     */
    record SourceAnswer(String name, int superviseFirst, int held, int released, int agreed, Double agreementRate) {
        static SourceAnswer of(String name, int first, Supervision.Agreement agreement) {
            Double rate = agreement.released() == 0 ? null : (double) agreement.agreed() / agreement.released();
            return new SourceAnswer(name, first, agreement.held(), agreement.released(), agreement.agreed(), rate);
        }
    }

    @Needs(Action.READ)
    @Operation(
            summary = "Sources that are switched on, with the agreement of people with the rules on their first runs")
    @GetMapping
    Map<String, List<SourceAnswer>> sources() {
        Map<String, Supervision.Agreement> agreements = supervision.agreement().stream()
                .collect(Collectors.toMap(Supervision.Agreement::source, Function.identity()));
        return Map.of(
                "sources",
                intake.supervised().entrySet().stream()
                        .map(source -> SourceAnswer.of(
                                source.getKey(),
                                source.getValue(),
                                agreements.getOrDefault(
                                        source.getKey(), new Supervision.Agreement(source.getKey(), 0, 0, 0))))
                        .toList());
    }
}
