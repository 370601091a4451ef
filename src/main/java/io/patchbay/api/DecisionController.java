package io.patchbay.api;

import io.patchbay.cases.CaseQueries;
import io.patchbay.directory.Action;
import io.patchbay.event.CaseReference;
import io.patchbay.event.Decision;
import io.patchbay.rules.DecisionStore;
import io.patchbay.rules.Drift;
import io.patchbay.rules.Explanation;
import io.patchbay.rules.Replay;
import io.patchbay.rules.RuleSets;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why a decision came out as it did, and whether it still does. Neither has any effect. */
@RestController
class DecisionController {
    private final DecisionStore decisions;
    private final RuleSets ruleSets;
    private final Drift drift;
    private final CaseQueries cases;
    private final Requester requester;

    DecisionController(
            DecisionStore decisions, RuleSets ruleSets, Drift drift, CaseQueries cases, Requester requester) {
        this.decisions = decisions;
        this.ruleSets = ruleSets;
        this.drift = drift;
        this.cases = cases;
        this.requester = requester;
    }

    record ReplayAnswer(
            String decision,

            @com.fasterxml.jackson.annotation.JsonProperty("case")
            String caseRef,

            String ruleSet,
            boolean agrees,
            List<String> differences,
            Decision again) {}

    record Explained(
            String decision,

            @com.fasterxml.jackson.annotation.JsonProperty("case")
            String caseRef,

            Instant decidedAt,
            @com.fasterxml.jackson.annotation.JsonUnwrapped Explanation explanation) {}

    @Needs(Action.REPLAY_DECISION)
    @Operation(summary = "The stored decision again under the rules of its day: it agrees, or what differs")
    @PostMapping("/api/v1/decisions/{id}/replay")
    ReplayAnswer replay(@PathVariable String id) {
        DecisionStore.Stored stored = decisions
                .find(id, requester.visible())
                .filter(this::isShown)
                .orElseThrow(() -> new NotFound("decision"));
        Replay replay = drift.replay(stored)
                .orElseThrow(() -> new Conflict("the rule set that made the decision is not kept any more"));
        return new ReplayAnswer(
                stored.id(),
                stored.caseRef(),
                stored.decision().ruleSet(),
                replay.agrees(),
                replay.differences(),
                replay.again());
    }

    @Needs(Action.READ)
    @Operation(
            summary = "Why the case is where it is: every rule in order, the winner, why no earlier class, near misses")
    @GetMapping("/api/v1/cases/{ref}/explain")
    Explained explain(@PathVariable String ref) {
        DecisionStore.Stored stored = CaseReference.read(ref)
                .flatMap(reference -> decisions.standing(reference.text(), requester.visible()))
                .filter(this::isShown)
                .orElseThrow(() -> new NotFound("case"));
        return ruleSets.find(stored.decision().ruleSet())
                .map(ruleSet -> new Explained(
                        stored.id(),
                        stored.caseRef(),
                        stored.at().toInstant(),
                        Explanation.of(stored.decision(), ruleSet)))
                .orElseThrow(() -> new Conflict("the rule set that made the decision is not kept any more"));
    }

    /** The facts of a decision hold what was said, also while the case was restricted. */
    private boolean isShown(DecisionStore.Stored stored) {
        return !cases.history(stored.caseRef(), requester.visible()).withheld();
    }
}
