package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.ProviderSimulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A person decides over HTTP what the hub cannot, once, with a name and a reason. */
class DispatchesTest {
    private static ProviderSimulator providers;
    private static RunningHub hub;
    private static JdbcTemplate database;
    private static String who;

    private String caseRef;

    @BeforeAll
    static void start() {
        providers = ProviderSimulator.start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        settings.put("server.port", "0");
        settings.remove("SOURCE_GENERIC_WRITE_BACK_URL");
        hub = RunningHub.start(settings);
        database = hub.bean(JdbcTemplate.class);
        who = "support-lead";
    }

    @AfterAll
    static void stop() {
        hub.close();
        providers.close();
    }

    @BeforeEach
    void aCase() {
        database.update("delete from dispatch");
        caseRef = "T" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        database.update(
                "insert into support_case (ref, source, call_id, queue, owner_id, status, terminal, restricted,"
                        + " severity_level, severity_by, severity_pages, decision_id, brief, calls,"
                        + " page_status, page_reason) values"
                        + " (?, 'generic', ?, 'support', 'sam', 'open', false, false, 0, '', false, ?, ?, 1,"
                        + " 'not_paged', '')",
                caseRef,
                caseRef,
                caseRef,
                "{}");
        database.update(
                "insert into case_receipt (case_ref, destination, status) values (?, 'jira', 'unknown')", caseRef);
    }

    @Test
    void list_tellsWhatWaitsForAPersonPageByPage() {
        String first = dispatch("unknown", "create_issue");
        String second = dispatch("unknown", "add_comment");
        dispatch("dead", "post_message");

        JsonNode page = hub.get("/api/v1/dispatches?state=unknown&size=1");
        JsonNode next = hub.get("/api/v1/dispatches?state=unknown&size=1&after="
                + page.get("next").asText());

        assertThat(page.at("/dispatches/0/id").asText()).isEqualTo(first);
        assertThat(page.at("/dispatches/0/case_ref").asText()).isEqualTo(caseRef);
        assertThat(next.at("/dispatches/0/id").asText()).isEqualTo(second);
        assertThat(hub.get("/api/v1/dispatches?state=dead").get("dispatches")).hasSize(1);
    }

    @Test
    void happened_adoptsTheTicketAndSaysWhoAndWhyOnTheCase() {
        String id = dispatch("unknown", "create_issue");

        HttpResponse<String> answer = verdict(
                id,
                "happened",
                Map.of("id", "10042", "key", "SUP-42", "url", "https://jira.example.com/browse/SUP-42"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode decided = RunningHub.json(answer.body());
        assertThat(decided.get("state").asText()).isEqualTo("done");
        assertThat(decided.get("provider_key").asText()).isEqualTo("SUP-42");
        assertThat(database.queryForObject(
                        "select provider_key from case_receipt where destination = 'jira' and case_ref = ?",
                        String.class,
                        caseRef))
                .isEqualTo("SUP-42");
        assertThat(database.queryForObject(
                        "select detail from timeline_entry where case_ref = ?", String.class, caseRef))
                .contains("staff:" + who, "seen in Jira");
    }

    @Test
    void secondVerdict_isAConflictAndChangesNothing() {
        String id = dispatch("unknown", "create_issue");
        verdict(id, "give_up", Map.of());

        HttpResponse<String> again = verdict(id, "happened", Map.of("id", "1", "key", "SUP-1"));

        assertProblem(again, 409, "cancelled");
        assertThat(state(id)).isEqualTo("cancelled");
    }

    @Test
    void replay_sendsTheDeadAgainAndTwiceIsOnce() {
        String dead = dispatch("dead", "paint");
        String unknown = dispatch("unknown", "create_issue");

        JsonNode once =
                RunningHub.json(replay(List.of(dead, unknown, "dsp_absent")).body());
        Awaitility.await().until(() -> attempts(dead) == 1 && state(dead).equals("dead"));

        assertThat(once.get("replayed"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo(dead);
        assertThat(once.get("left")).hasSize(2);
        assertThat(state(unknown)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | verdict",
                "{\"verdict\":\"maybe\"} | verdict",
                "{\"verdict\":\"happened\"} | id",
                "{\"verdict\":\"happened\",\"id\":\"10042\"} | key",
                "{\"verdict\":\"happened\",\"id\":\"10042\",\"key\":\"sup 42\"} | key",
                "{\"verdict\":\"give_up\",\"url\":\"javascript:alert(1)\"} | url",
                "{\"verdict\":\"give_up\",\"why\":\"\"} | why",
                "[] | object"
            })
    void badVerdict_isAnswered400SayingWhatToMend(String body, String named) {
        String id = dispatch("unknown", "create_issue");
        JsonNode request = RunningHub.json(body);
        if (request instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
            object.put("why", request.path("why").asText("seen in Jira"));
        }

        assertProblem(post("/api/v1/dispatches/" + id + "/verdict", request), 400, named);
        assertThat(state(id)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "create_issue, id,      SUP-42,            C0SUPPORT",
        "create_issue, id,      1e3,               C0SUPPORT",
        "post_message, id,      p1732181400000200, C0SUPPORT",
        "post_message, channel, 1732181400.000200, ''"
    })
    void idThatTheHubCouldNotGoOnWith_isRefused(String operation, String named, String id, String channel) {
        String dispatch = dispatch("unknown", operation);
        Map<String, String> more = new HashMap<>(Map.of("id", id, "key", "SUP-42"));
        if (!channel.isEmpty()) {
            more.put("channel", channel);
        }

        assertProblem(verdict(dispatch, "happened", more), 400, named);
        assertThat(state(dispatch)).isEqualTo("unknown");
    }

    @Test
    void whatIsNotThereOrNotUnderstood_isAProblem() {
        assertProblem(verdict("dsp_absent", "give_up", Map.of()), 404, "dispatch");
        assertProblem(get("/api/v1/dispatches?state=lost"), 400, "state");
        assertProblem(get("/api/v1/dispatches?size=0"), 400, "size");
        assertProblem(get("/api/v1/dispatches?after=dsp_absent"), 400, "after");
        assertProblem(replay(List.of()), 400, "ids");
        assertThat(hub.send(HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/dispatches"))
                                .GET())
                        .statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> verdict(String id, String kind, Map<String, String> more) {
        Map<String, String> body = new HashMap<>(more);
        body.put("verdict", kind);
        body.put("who", who);
        body.put("why", "seen in Jira");
        return post("/api/v1/dispatches/" + id + "/verdict", body);
    }

    private static HttpResponse<String> replay(List<String> ids) {
        return post("/api/v1/dispatches/replay", Map.of("ids", ids, "who", who, "why", "mended"));
    }

    private static HttpResponse<String> post(String path, Object body) {
        return hub.send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    private static HttpResponse<String> get(String path) {
        return hub.send(request(path).GET());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header("Authorization", "Bearer " + PersonTokens.of(who));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String named) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(RunningHub.json(answer.body()).get("detail").asText()).contains(named);
    }

    private String dispatch(String state, String operation) {
        String id = "dsp_" + UUID.randomUUID();
        database.update(
                "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at)"
                        + " values (?, ?, 'jira', ?, 1, ?, '{}', ?, timestamp '2999-01-01 00:00:00')",
                id,
                caseRef,
                operation,
                id,
                state);
        return id;
    }

    private static String state(String id) {
        return database.queryForObject("select state from dispatch where id = ?", String.class, id);
    }

    private static int attempts(String id) {
        return database.queryForObject("select attempts from dispatch where id = ?", Integer.class, id);
    }
}
