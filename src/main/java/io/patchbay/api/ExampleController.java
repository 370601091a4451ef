package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.cases.CaseQueries;
import io.patchbay.cases.StaffAction;
import io.patchbay.cases.StaffAction.By;
import io.patchbay.directory.Action;
import io.patchbay.directory.Staff;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseReference;
import io.patchbay.meaning.Meaning;
import io.patchbay.meaning.Topic;
import io.patchbay.proposals.ExampleProposal;
import io.patchbay.proposals.ExampleProposal.State;
import io.patchbay.proposals.ExampleProposalRepository;
import io.patchbay.proposals.ExampleProposals;
import io.patchbay.rules.Simulation;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls that went to the wrong queue, and the examples that people propose after them. Nothing is learnt by itself. */
@RestController
@RequestMapping("/api/v1")
class ExampleController {
    private static final int MOST_LISTED = 200;
    private static final int MOST_SIMULATED = 20_000;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 400;
    private static final List<String> TOPICS =
            Topic.ALL.stream().map(Topic::key).toList();

    private final ExampleProposals proposals;
    private final ExampleProposalRepository stored;
    private final Simulation simulation;
    private final CaseQueries cases;
    private final StaffRoutes routes;
    private final Staff staff;
    private final Requester requester;
    private final SimulationTurn turn;

    ExampleController(
            ExampleProposals proposals,
            ExampleProposalRepository stored,
            Simulation simulation,
            CaseQueries cases,
            StaffRoutes routes,
            Staff staff,
            Requester requester,
            SimulationTurn turn) {
        this.proposals = proposals;
        this.stored = stored;
        this.simulation = simulation;
        this.cases = cases;
        this.routes = routes;
        this.staff = staff;
        this.requester = requester;
        this.turn = turn;
    }

    record Accepted(ExampleProposal proposal, String ruleSet) {}

    @Needs(Action.WORK_CASE)
    @Operation(
            summary = "Say that the case went to the wrong queue: {why, belongs_to, text, language}",
            description =
                    "text is a sentence like the one that was misheard, in that language and without names. It is kept"
                            + " as a proposal for whoever owns the rules, and noted on the case; nothing is learnt from it by itself.")
    @PostMapping("/cases/{ref}/wrong-routing")
    ExampleProposal wrong(@PathVariable String ref, @RequestBody JsonNode body) {
        CaseBrief brief = brief(ref);
        requester.require(Action.WORK_CASE, brief.queue());
        StaffRequest request = request(body);
        String topic = request.oneOf("belongs_to", TOPICS);
        String language = request.oneOf("language", Meaning.LANGUAGES);
        String text = request.text("text");
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw new BadRequest("text is one sentence of " + SHORTEST + " to " + LONGEST + " characters");
        }
        By by = new By(request.who(), request.why(), requester.queuesOf(Action.WORK_CASE));
        ExampleProposal proposal =
                proposals.propose(brief.ref(), brief.queue(), topic, language, text, request.why(), request.who());
        routes.send(
                "direct:staff-note",
                new StaffAction.Note(brief.ref(), by, "Routing marked as wrong: it belongs to " + topic + "."));
        return proposal;
    }

    @Needs(Action.READ)
    @Operation(summary = "The proposed examples, newest first: state is open, accepted or rejected")
    @GetMapping("/example-proposals")
    List<ExampleProposal> proposals(@RequestParam(defaultValue = "open") String state) {
        State asked = Stream.of(State.values())
                .filter(one -> one.key().equals(state.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadRequest("state is open, accepted or rejected"));
        return stored.list(asked, MOST_LISTED, requester.visible());
    }

    @Needs(Action.SIMULATE_RULES)
    @Operation(summary = "What the example would have changed over the last so many decisions: {last}")
    @PostMapping("/example-proposals/{id}/simulate")
    Simulation.Report simulate(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        return turn.run(() -> simulation.last(
                proposals.draft(find(id), request.who()),
                request.number("last", 1, MOST_SIMULATED),
                requester.visible()));
    }

    @Needs(Action.PUBLISH_RULES)
    @Operation(
            summary = "Publish the rule set in force with the example in it: {why}; it is not put in force",
            description = "Approve and activate the version that is answered as any other.")
    @PostMapping("/example-proposals/{id}/accept")
    Accepted accept(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        String hash = proposals.accept(find(id), request.who(), request.why()).orElseThrow(ExampleController::settled);
        return new Accepted(find(id), hash);
    }

    @Needs(Action.PUBLISH_RULES)
    @Operation(summary = "Say that the sentence is no example: {why}")
    @PostMapping("/example-proposals/{id}/reject")
    ExampleProposal reject(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        if (!proposals.reject(find(id), request.who(), request.why())) {
            throw settled();
        }
        return find(id);
    }

    private static Conflict settled() {
        return new Conflict("the proposal is accepted or rejected already");
    }

    private ExampleProposal find(String id) {
        return stored.find(id, requester.visible()).orElseThrow(() -> new NotFound("example proposal"));
    }

    private CaseBrief brief(String ref) {
        return CaseReference.read(ref)
                .flatMap(reference -> cases.find(reference.text(), requester.visible()))
                .orElseThrow(() -> new NotFound("case"));
    }

    private StaffRequest request(JsonNode body) {
        return new StaffRequest(body, staff, requester.principal());
    }
}
