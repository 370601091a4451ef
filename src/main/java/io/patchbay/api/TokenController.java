package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.directory.Action;
import io.patchbay.directory.Permissions;
import io.patchbay.directory.Queues;
import io.patchbay.directory.Role;
import io.patchbay.directory.Staff;
import io.patchbay.event.Actor;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who holds tokens of the API; making and revoking them. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {
    private final ApiTokens tokens;
    private final Requester requester;
    private final Permissions permissions;
    private final Queues queues;
    private final Staff staff;

    TokenController(ApiTokens tokens, Requester requester, Permissions permissions, Queues queues, Staff staff) {
        this.tokens = tokens;
        this.requester = requester;
        this.permissions = permissions;
        this.queues = queues;
        this.staff = staff;
    }

    /**
     * A token without its secret.
     *
     * @param id null for one of the file, which is revoked there
     * @param holder {@code staff:<id>} or {@code program:<name>}
     */
    record TokenAnswer(
            String id,
            String holder,
            List<String> roles,
            List<String> queues,
            String createdBy,
            Instant createdAt,
            String revokedBy,
            Instant revokedAt) {

        static TokenAnswer of(ApiTokenStore.Row row) {
            return of(row.id(), row.holder(), row.createdBy(), row.createdAt(), row.revokedBy(), row.revokedAt());
        }

        static TokenAnswer of(TokenHolder ofFile) {
            return of(null, ofFile, "PATCHBAY_API_TOKENS_FILE", null, null, null);
        }

        private static TokenAnswer of(
                String id,
                TokenHolder holder,
                String createdBy,
                Instant createdAt,
                String revokedBy,
                Instant revokedAt) {
            return new TokenAnswer(
                    id,
                    Actor.of(holder.name()),
                    holder.roles().stream().map(Role::wireName).sorted().toList(),
                    holder.queues().stream().sorted().toList(),
                    createdBy,
                    createdAt,
                    revokedBy,
                    revokedAt);
        }
    }

    @Needs(Action.MANAGE_TOKENS)
    @Operation(
            summary = "Make a token: {staff}, or {program, roles, queues}; its secret is answered this once",
            description =
                    "staff is the id of a person of the directory, whose roles and queues the token has. A program sees"
                            + " and works the queues it is given, and no others.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, String> make(@RequestBody JsonNode body) {
        StaffRequest request = new StaffRequest(body, staff, requester.principal());
        if (request.has("staff") == request.has("program")) {
            throw new BadRequest("give either staff, a person of the directory, or program with its roles and queues");
        }
        TokenHolder holder = request.has("staff") ? person(request) : program(request);
        ApiTokens.Made made = tokens.make(holder, requester.principal());
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("id", made.id());
        answer.put("holder", Actor.of(holder.name()));
        answer.put("token", made.token());
        return answer;
    }

    @Needs(Action.LIST_TOKENS)
    @Operation(
            summary =
                    "The tokens, revoked ones too, without their secrets; at most the 1,000 newest and those of the file")
    @GetMapping
    Map<String, List<TokenAnswer>> list() {
        return Map.of(
                "tokens",
                Stream.concat(
                                tokens.made().stream().map(TokenAnswer::of),
                                tokens.ofFile().stream().map(TokenAnswer::of))
                        .toList());
    }

    @Needs(Action.MANAGE_TOKENS)
    @Operation(summary = "Revoke a token, on every node at once; a second time changes nothing")
    @DeleteMapping("/{id}")
    TokenAnswer revoke(@PathVariable String id) {
        return tokens.revoke(id, requester.principal()).map(TokenAnswer::of).orElseThrow(() -> new NotFound("token"));
    }

    private TokenHolder person(StaffRequest request) {
        String id = request.text("staff");
        if (request.has("roles") || request.has("queues")) {
            throw new BadRequest("a person has the roles and queues of the directory: leave them out");
        }
        if (permissions.person(id).isEmpty()) {
            throw new BadRequest("staff is the id of a person of the directory; a team does nothing");
        }
        return TokenHolder.person(id);
    }

    private TokenHolder program(StaffRequest request) {
        String name = request.text("program");
        if (!name.matches(TokenHolder.PROGRAM_NAME)) {
            throw new BadRequest("program is a name of up to 40 lower-case letters, digits, dots and hyphens");
        }
        Set<String> roles = texts(request.value("roles"), "roles", Role.wireNames());
        Set<String> worked = texts(request.value("queues"), "queues", List.copyOf(queues.names()));
        if (roles.isEmpty()) {
            throw new BadRequest("roles is a list of at least one of " + Role.wireNames());
        }
        return TokenHolder.program(
                name, roles.stream().flatMap(role -> Role.of(role).stream()).collect(Collectors.toSet()), worked);
    }

    private static Set<String> texts(JsonNode list, String member, List<String> choices) {
        Set<String> texts = new HashSet<>();
        for (JsonNode each : list) {
            texts.add(each.asText());
        }
        if (!list.isArray() || !choices.containsAll(texts)) {
            throw new BadRequest(member + " is a list of " + choices);
        }
        return texts;
    }
}
