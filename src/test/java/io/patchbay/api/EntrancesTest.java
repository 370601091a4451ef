package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.StaffDesk;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every end point of the API, asked by everybody. An end point that is not in the table fails: somebody has to say whose it is. */
class EntrancesTest {
    private static final Set<String> ALL = Set.of(
            "bootstrap", "pia", "sofia", "jonas", "hana", "support-lead", "review-lead", "lena", "tomas", "program");
    private static final Set<String> WORKERS = Set.of("jonas", "hana", "support-lead", "review-lead", "program");
    private static final Set<String> COMMANDERS = Set.of("hana", "support-lead");
    private static final Set<String> OPERATORS = Set.of("support-lead", "tomas");
    private static final Set<String> RULE_OWNERS = Set.of("review-lead");

    /**
     * Who gets past the question whose it is, about a support case. Sofia is an agent of billing, pia a viewer, jonas an
     * agent of support, hana one who commands incidents, support-lead a lead who commands, approves and operates,
     * review-lead a lead who owns the rules, lena an auditor, tomas an operator, the program an agent of support.
     */
    private static final Map<String, Set<String>> ENTRANCES = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /api/v1/cases", ALL),
            Map.entry("GET /api/v1/cases/{ref}", ALL),
            Map.entry("GET /api/v1/cases/{ref}/explain", ALL),
            Map.entry("GET /api/v1/cases/{ref}/readback", ALL),
            Map.entry("GET /api/v1/dispatches", ALL),
            Map.entry("GET /api/v1/drifts", ALL),
            Map.entry("GET /api/v1/events", ALL),
            Map.entry("GET /api/v1/events/{event}", ALL),
            Map.entry("GET /api/v1/incidents", ALL),
            Map.entry("GET /api/v1/incidents/{incident}", ALL),
            Map.entry("GET /api/v1/incidents/{incident}/report", ALL),
            Map.entry("GET /api/v1/insights", ALL),
            Map.entry("GET /api/v1/rule-sets", ALL),
            Map.entry("GET /api/v1/rule-sets/{hash}", ALL),
            Map.entry("GET /api/v1/sources", ALL),
            Map.entry("GET /api/v1/tokens", Set.of("bootstrap", "support-lead", "tomas", "lena")),
            Map.entry("POST /api/v1/tokens", Set.of("bootstrap", "support-lead", "tomas")),
            Map.entry("DELETE /api/v1/tokens/{token}", Set.of("bootstrap", "support-lead", "tomas")),
            Map.entry("POST /api/v1/cases/{ref}/corrections", WORKERS),
            Map.entry("POST /api/v1/cases/{ref}/notes", WORKERS),
            Map.entry("POST /api/v1/cases/{ref}/owner", WORKERS),
            Map.entry("POST /api/v1/cases/{ref}/readback", WORKERS),
            Map.entry("POST /api/v1/cases/{ref}/release", WORKERS),
            Map.entry("POST /api/v1/cases/{ref}/status", WORKERS),
            Map.entry("POST /api/v1/cases/{ref}/wrong-routing", WORKERS),
            Map.entry("GET /api/v1/example-proposals", ALL),
            Map.entry("POST /api/v1/example-proposals/{proposal}/simulate", Set.of("review-lead", "lena")),
            Map.entry("POST /api/v1/example-proposals/{proposal}/accept", RULE_OWNERS),
            Map.entry("POST /api/v1/example-proposals/{proposal}/reject", RULE_OWNERS),
            Map.entry("POST /api/v1/cases/{ref}/severity", Set.of("hana", "support-lead", "review-lead")),
            Map.entry(
                    "POST /api/v1/decisions/{decision}/replay", Set.of("support-lead", "review-lead", "lena", "tomas")),
            Map.entry("POST /api/v1/dispatches/replay", Set.of("support-lead", "review-lead", "tomas")),
            Map.entry("POST /api/v1/dispatches/{dispatch}/verdict", Set.of("support-lead", "review-lead", "tomas")),
            Map.entry(
                    "POST /api/v1/drifts/{drift}/mend",
                    Set.of("jonas", "hana", "support-lead", "review-lead", "tomas", "program")),
            Map.entry("POST /api/v1/events/{event}/readmit", OPERATORS),
            Map.entry("POST /api/v1/incidents", COMMANDERS),
            Map.entry("POST /api/v1/incidents/{incident}/cases", COMMANDERS),
            Map.entry("POST /api/v1/incidents/{incident}/cases/{ref}/unlink", COMMANDERS),
            Map.entry("POST /api/v1/incidents/{incident}/declare", COMMANDERS),
            Map.entry("POST /api/v1/incidents/{incident}/dismiss", COMMANDERS),
            Map.entry("POST /api/v1/incidents/{incident}/messages", COMMANDERS),
            Map.entry("POST /api/v1/incidents/{incident}/stage", COMMANDERS),
            Map.entry("POST /api/v1/incidents/{incident}/post-mortem", COMMANDERS),
            Map.entry(
                    "POST /api/v1/incidents/{incident}/messages/{version}/approve",
                    Set.of("support-lead", "review-lead")),
            Map.entry("POST /api/v1/incidents/{incident}/updates/{ref}/acknowledgement", WORKERS),
            Map.entry("POST /api/v1/rule-sets", RULE_OWNERS),
            Map.entry("POST /api/v1/rule-sets/simulate", Set.of("review-lead", "lena")),
            Map.entry("POST /api/v1/rule-sets/{hash}/activate", RULE_OWNERS),
            Map.entry("POST /api/v1/rule-sets/{hash}/approve", Set.of("support-lead", "review-lead"))));

    private static StaffDesk desk;
    private static Map<String, String> places;
    private static String program;

    @BeforeAll
    static void start() {
        desk = new StaffDesk(Map.of("PATCHBAY_API_WRONG_TOKENS_PER_MINUTE", "100000"));
        JsonNode found = desk.sample("06-support", "call-0601");
        String ref = found.get("ref").asText();
        JdbcTemplate database = desk.hub.bean(JdbcTemplate.class);
        database.update(
                "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at)"
                        + " values ('dsp_dead', '" + ref
                        + "', 'jira', 'add_comment', 99, 'dead', '{}', 'dead', current_timestamp)");
        database.update("insert into drift (id, case_ref, tool, state, facts) values ('drf_1', '" + ref
                + "', 'jira', 'gone', '[]')");
        database.update(
                "insert into example_proposal (id, case_ref, queue, topic, language, text, reason, proposed_by, state,"
                        + " settled_by, settled_why, rule_set) values ('exp_1', '" + ref
                        + "', 'support', 'security', 'en', 'Somebody is in.', 'why', 'jonas', 'open', '', '', '')");
        String incident = desk.done(
                        "/api/v1/incidents",
                        Map.of(
                                "who",
                                "hana",
                                "title",
                                "Orders hang",
                                "areas",
                                List.of("orders"),
                                "cases",
                                List.of(ref)))
                .at("/incident/id")
                .asText();
        desk.done(
                "/api/v1/incidents/" + incident + "/messages",
                Map.of("who", "hana", "stage", "identified", "text", "m"));
        program = made(Map.of("program", "import", "roles", List.of("agent"), "queues", List.of("support")));
        places = Map.ofEntries(
                Map.entry("ref", ref),
                Map.entry(
                        "event",
                        database.queryForList("select id from event where case_ref = ?", String.class, ref)
                                .get(0)),
                Map.entry("dispatch", "dsp_dead"),
                Map.entry("drift", "drf_1"),
                Map.entry(
                        "decision",
                        database.queryForObject(
                                "select decision_id from support_case where ref = ?", String.class, ref)),
                Map.entry("incident", incident),
                Map.entry(
                        "hash",
                        desk.hub.get("/api/v1/rule-sets").at("/versions/0/hash").asText()),
                Map.entry("version", "1"),
                Map.entry("token", "tok_absent"),
                Map.entry("proposal", "exp_1"));
    }

    private static String made(Map<String, ?> holder) {
        HttpResponse<String> answer = desk.hub.post(RunningHub.API_TOKEN, "/api/v1/tokens", holder);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return RunningHub.json(answer.body()).get("token").asText();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    /** The API's mapped end points; the names of path variables stand as the table calls them. */
    private static Set<String> mapped() {
        Set<String> mapped = new TreeSet<>();
        desk.hub
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition().getMethods().stream()
                                .filter(each -> path.startsWith("/api/"))
                                .forEach(each -> mapped.add(each + " " + named(path)))));
        return mapped;
    }

    private static String named(String path) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("/events/{id}", "/events/{event}");
        names.put("/dispatches/{id}", "/dispatches/{dispatch}");
        names.put("/drifts/{id}", "/drifts/{drift}");
        names.put("/decisions/{id}", "/decisions/{decision}");
        names.put("/incidents/{id}", "/incidents/{incident}");
        names.put("/tokens/{id}", "/tokens/{token}");
        names.put("/example-proposals/{id}", "/example-proposals/{proposal}");
        String named = path;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    @Test
    void everyMappedEndPoint_isInTheTable() {
        assertThat(mapped()).isEqualTo(ENTRANCES.keySet());
    }

    static Stream<Arguments> entrances() {
        return ENTRANCES.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entrances")
    void anEntrance_opensForThoseOfTheTable_andForNobodyElse(String entrance, Set<String> allowed) {
        assertThat(ask(entrance, null).statusCode()).as("without a token").isEqualTo(401);
        assertThat(ask(entrance, "not-a-token-of-anybody").statusCode())
                .as("with a wrong token")
                .isEqualTo(401);
        assertThat(ask(entrance, PersonTokens.of("support-tier-2")).statusCode())
                .as("as a team")
                .isEqualTo(401);
        Set<String> opened = new TreeSet<>();
        for (String who : ALL) {
            HttpResponse<String> answer = ask(entrance, token(who));
            assertThat(answer.statusCode()).as(who + " " + answer.body()).isNotIn(401, 429, 500, 503);
            if (answer.statusCode() == 403) {
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .contains("application/problem+json");
                if (who.equals("bootstrap")) {
                    assertThat(answer.body()).contains("POST /api/v1/tokens", "directory/staff.yaml");
                }
            } else {
                opened.add(who);
            }
        }
        assertThat(opened).isEqualTo(new TreeSet<>(allowed));
    }

    private static String token(String who) {
        return switch (who) {
            case "bootstrap" -> RunningHub.API_TOKEN;
            case "program" -> program;
            default -> PersonTokens.of(who);
        };
    }

    private static HttpResponse<String> ask(String entrance, String token) {
        String[] parts = entrance.split(" ");
        String path = parts[1];
        for (Map.Entry<String, String> place : places.entrySet()) {
            path = path.replace("{" + place.getKey() + "}", place.getValue());
        }
        // Nothing is done by it: what is allowed ends at what is missing in the body.
        Object body = path.endsWith("/dispatches/replay") ? Map.of("ids", List.of("dsp_dead")) : Map.of();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(desk.hub.url() + path))
                .header("Content-Type", "application/json")
                .method(
                        parts[0],
                        parts[0].equals("POST")
                                ? HttpRequest.BodyPublishers.ofString(Json.write(body))
                                : HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return desk.hub.send(request);
    }

    @Test
    void noTokenOrAWrongOne_hasNothingToLearnFromTheMetrics_andOnlyOperationsReadsThem() {
        for (String who : ALL) {
            int status = desk.hub.get(token(who), "/actuator/prometheus").statusCode();
            boolean reads = Set.of("bootstrap", "support-lead", "tomas", "lena").contains(who);
            assertThat(status).as(who).isEqualTo(reads ? 200 : 403);
        }
        assertThat(desk.hub
                        .get("not-a-token-of-anybody", "/actuator/prometheus")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoFollowsFromTheToken_andAnotherNameIsRefused() {
        String notes = "/api/v1/cases/" + places.get("ref") + "/notes";
        for (String other : List.of("jonas", "Jonas Weber", "support-tier-2", "program:import")) {
            HttpResponse<String> answer =
                    desk.hub.post(PersonTokens.of("hana"), notes, Map.of("who", other, "why", "x", "text", "y"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        }
        for (Map<String, String> body : List.of(
                Map.of("why", "w", "text", "nobody named"),
                Map.of("who", "hana", "why", "w", "text", "by id"),
                Map.of("who", "Hana Kimura", "why", "w", "text", "by name"))) {
            assertThat(desk.hub.post(PersonTokens.of("hana"), notes, body).statusCode())
                    .isEqualTo(200);
        }
        assertThat(desk.hub
                        .post(program, notes, Map.of("why", "w", "text", "by a program"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(StaffDesk.entries(desk.hub.get("/api/v1/cases/" + places.get("ref")), "note.added"))
                .extracting(entry -> entry.get("actor").asText())
                .containsExactly("staff:hana", "staff:hana", "staff:hana", "program:import");
    }

    @Test
    void nobodyApprovesTheirOwnMessage() {
        String incident = "/api/v1/incidents/" + places.get("incident");
        int version = RunningHub.json(desk.hub
                        .post(
                                PersonTokens.of("support-lead"),
                                incident + "/messages",
                                Map.of("stage", "identified", "text", "by one who may approve"))
                        .body())
                .get("version")
                .asInt();
        String approve = incident + "/messages/" + version + "/approve";
        HttpResponse<String> own = desk.hub.post(PersonTokens.of("support-lead"), approve, Map.of());
        assertThat(own.statusCode()).as(own.body()).isEqualTo(403);
        assertThat(own.body()).contains("somebody else than its author");
        assertThat(desk.hub
                        .post(PersonTokens.of("support-lead"), approve, Map.of("who", "billing-lead"))
                        .statusCode())
                .as("in another's name")
                .isEqualTo(403);
        assertThat(desk.hub
                        .post(PersonTokens.of("billing-lead"), approve, Map.of())
                        .statusCode())
                .isEqualTo(200);
    }
}
