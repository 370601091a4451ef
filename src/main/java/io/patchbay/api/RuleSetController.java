package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.directory.Action;
import io.patchbay.directory.Staff;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetRepository;
import io.patchbay.rules.RuleSets;
import io.patchbay.rules.Simulation;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The versions of the rule set: which there are, which is in force, what a draft would change. */
@RestController
@RequestMapping("/api/v1/rule-sets")
class RuleSetController {
    private static final int MOST_LISTED = 100;
    private static final int MOST_DAYS = 366;

    private final RuleSets ruleSets;
    private final Simulation simulation;
    private final Staff staff;
    private final boolean fourEyes;
    private final Requester requester;
    private final SimulationTurn turn;

    RuleSetController(
            RuleSets ruleSets,
            Simulation simulation,
            Staff staff,
            Requester requester,
            SimulationTurn turn,
            @Value("${patchbay.rules.four-eyes:false}") boolean fourEyes) {
        this.ruleSets = ruleSets;
        this.simulation = simulation;
        this.staff = staff;
        this.requester = requester;
        this.turn = turn;
        this.fourEyes = fourEyes;
    }

    /** A version; {@code content} only where one is asked for. */
    record VersionAnswer(
            String hash, boolean current, String author, String approver, String reason, Instant publishedAt) {
        static VersionAnswer of(RuleSets.Version version) {
            RuleSetRepository.Published published = version.published();
            return new VersionAnswer(
                    published.hash(),
                    version.current(),
                    published.by(),
                    published.approver(),
                    published.reason(),
                    published.at());
        }
    }

    record Versions(List<VersionAnswer> versions, List<RuleSetRepository.Activation> activations) {}

    record Whole(VersionAnswer version, JsonNode content) {}

    @Needs(Action.READ)
    @Operation(summary = "The last versions, newest first, with which is in force and who put which in force when")
    @GetMapping
    Versions versions() {
        return new Versions(
                ruleSets.versions(MOST_LISTED).stream().map(VersionAnswer::of).toList(),
                ruleSets.activations(MOST_LISTED));
    }

    @Needs(Action.READ)
    @Operation(summary = "One version with every rule and phrase")
    @GetMapping("/{hash}")
    Whole version(@PathVariable String hash) {
        RuleSet ruleSet = ruleSets.find(hash).orElseThrow(() -> new NotFound("rule set"));
        return new Whole(answer(hash), io.patchbay.platform.Json.read(ruleSet.content(), JsonNode.class));
    }

    @Needs(Action.PUBLISH_RULES)
    @Operation(
            summary = "Publish a version: {files: {name: content}, reason}; it is not put in force",
            description = "What is wrong with it is answered with file, line, column and what to do.")
    @PostMapping
    VersionAnswer publish(@RequestBody JsonNode body) {
        StaffRequest request = request(body);
        String author = request.requester("author");
        if (request.has("approver")) {
            throw new BadRequest("whoever approves does so with a token of their own: leave approver out, then POST"
                    + " /api/v1/rule-sets/{hash}/approve");
        }
        return answer(ruleSets.publish(files(request), author, request.text("reason")));
    }

    @Needs(Action.APPROVE_RULES)
    @Operation(summary = "Approve a version that somebody else published: {}")
    @PostMapping("/{hash}/approve")
    VersionAnswer approve(@PathVariable String hash, @RequestBody JsonNode body) {
        return switch (ruleSets.approve(hash, request(body).who())) {
            case DONE -> answer(hash);
            case UNKNOWN -> throw new NotFound("rule set");
            case OWN -> throw new Forbidden("somebody else than its author approves a rule set");
            case APPROVED_BEFORE -> throw new Conflict("the rule set is approved already");
        };
    }

    @Needs(Action.ACTIVATE_RULES)
    @Operation(
            summary = "Put a version in force, a new one or an earlier one: {why}",
            description = "Where four eyes are asked for, somebody else than its author has to have approved it.")
    @PostMapping("/{hash}/activate")
    VersionAnswer activate(@PathVariable String hash, @RequestBody JsonNode body) {
        StaffRequest request = request(body);
        if (fourEyes && ruleSets.version(hash).isPresent() && !ruleSets.isApproved(hash)) {
            throw new Conflict("somebody else than its author has to approve the rule set first");
        }
        if (!ruleSets.activate(hash, request.who(), request.why())) {
            throw new NotFound("rule set");
        }
        return answer(hash);
    }

    @Needs(Action.SIMULATE_RULES)
    @Operation(
            summary = "What a draft would change: {files or hash, last or days}",
            description = "Over the last so many stored decisions, or those of the last days. Nothing is sent.")
    @PostMapping("/simulate")
    Simulation.Report simulate(@RequestBody JsonNode body) {
        StaffRequest request = request(body);
        if (request.has("last") == request.has("days")) {
            throw new BadRequest("give either last, a number of decisions, or days");
        }
        return turn.run(() -> {
            RuleSet draft = draft(request);
            return request.has("last")
                    ? simulation.last(draft, request.number("last", 1, Simulation.MOST), requester.visible())
                    : simulation.days(draft, request.number("days", 1, MOST_DAYS), requester.visible());
        });
    }

    private StaffRequest request(JsonNode body) {
        return new StaffRequest(body, staff, requester.principal());
    }

    private RuleSet draft(StaffRequest request) {
        if (request.has("files") == request.has("hash")) {
            throw new BadRequest("give either files or the hash of a version");
        }
        return request.has("hash")
                ? ruleSets.find(request.text("hash")).orElseThrow(() -> new NotFound("rule set"))
                : ruleSets.draft(files(request));
    }

    private static Map<String, String> files(StaffRequest request) {
        JsonNode files = request.value("files");
        if (!files.isObject() || files.isEmpty()) {
            throw new BadRequest("files is an object of file names with their contents");
        }
        Map<String, String> contents = new LinkedHashMap<>();
        files.properties().forEach(file -> {
            if (!file.getValue().isTextual()) {
                throw new BadRequest("the content of each file is a text");
            }
            contents.put(file.getKey(), file.getValue().asText());
        });
        return contents;
    }

    private VersionAnswer answer(String hash) {
        return ruleSets.version(hash).map(VersionAnswer::of).orElseThrow(() -> new NotFound("rule set"));
    }
}
