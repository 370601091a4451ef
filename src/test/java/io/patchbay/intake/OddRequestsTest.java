package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.timing.TimeLimit;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd values are the asker's affair: they are answered below 500, and a sender is never told to send them again. */
class OddRequestsTest {
    private static final String WHO = "support-lead";
    private static final String RULE_OWNER = "review-lead";

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = DeafHub.shared();
    }

    static Stream<String> questions() {
        Stream<String> cursors = Stream.of(
                        "+1000000000-12-31T23:59:59.999999999Z C7K4-92MX",
                        "-1000000000-01-01T00:00:00Z C7K4-92MX",
                        "2026-11-21T09:00:00Z \0",
                        "2026-11-21T09:00:00Z ",
                        "2026-11-21T09:00:00Z",
                        " ",
                        "\ud83d\udd25")
                .map(plain -> "/api/v1/cases?cursor="
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
        Stream<String> others = Stream.of(
                "/api/v1/cases?cursor=%F0%9F%94%A5",
                "/api/v1/cases?queue=%00",
                "/api/v1/cases?account=a%00b",
                "/api/v1/cases?call_id=%00",
                "/api/v1/cases?call_id=" + "x".repeat(8_000),
                "/api/v1/cases?size=99999999999",
                "/api/v1/cases?size=1e3",
                "/api/v1/cases/%E2%98%8E",
                "/api/v1/cases/" + "C".repeat(4_000),
                "/api/v1/events/evt_%E2%98%8E",
                "/api/v1/events?state=%00",
                "/api/v1/dispatches?after=%00",
                "/api/v1/dispatches?after=" + "d".repeat(8_000),
                "/api/v1/dispatches?state=UNKNOWN",
                "/api/v1/incidents?state=%00",
                "/api/v1/incidents/inc_%E2%98%8E",
                "/api/v1/drifts?state=%00",
                "/api/v1/insights?days=-1",
                "/api/v1/insights?days=2147483647");
        return Stream.concat(cursors, others);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void oddQuestion_isTheAskersAffair(String path) {
        belowFiveHundred(send("GET", path, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"who\":\"%s\",\"why\":\"a\\u0000b\",\"text\":\"a\\u0000b\"}",
                "{\"who\":\"%s\",\"why\":\"lone \\ud83d\",\"text\":\"half \\udd25\"}",
                "{\"who\":\"\\u0000\",\"why\":\"because\"}",
                "",
                "null",
                "7",
                "{\"who\":\"%s\",\"why\":1e999}"
            })
    void oddNote_isTheAskersAffair(String body) {
        belowFiveHundred(send("POST", "/api/v1/cases/" + aCase() + "/notes", body.formatted(WHO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"who\":\"%s\",\"why\":\"because\",\"level\":4,\"level\":1}",
                "{\"who\":\"%s\",\"why\":\"because\",\"level\":4}{\"level\":1}",
                "{\"who\":\"%s\",\"why\":\"because\",\"level\":18446744073709551617}",
                "{\"who\":\"%s\",\"why\":\"because\",\"level\":1e999}",
                "{\"who\":\"%s\",\"why\":\"because\",\"level\":1.5}"
            })
    void severityThatCanBeReadInTwoWays_isNotConfirmed(String body) {
        String ref = aCase();

        HttpResponse<String> answer = send("POST", "/api/v1/cases/" + ref + "/severity", body.formatted(WHO));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(hub.get("/api/v1/cases/" + ref).toString()).doesNotContain("severity.confirmed");
    }

    @Test
    void replayOfIdsThatCannotBe_leavesThemAlone() {
        belowFiveHundred(send(
                "POST",
                "/api/v1/dispatches/replay",
                "{\"who\":\"%s\",\"why\":\"mended\",\"ids\":[\"\\u0000\",\"☎\",7,null]}".formatted(WHO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"affected_users\":1e999",
                "\"affected_users\":-1e999",
                "\"affected_users\":1e-999",
                "\"affected_users\":1.0",
                "\"affected_users\":1e2",
                "\"affected_users\":99999999999999999999999999999999999999",
                "\"affected_users\":1E+999999999",
                "\"extra\":{\"n\":1e999}",
                "\"extra\":{\"\\u0000\":\"\\u0000\"}",
                "\"unheard_of\":{\"n\":1E+999999999}"
            })
    void oddNumber_isKeptOrRefusedForGood(String member) {
        HttpResponse<String> answer = Posting.of("{\"type\":\"call.analyzed\",\"data\":{\"call\":{\"id\":\"call-"
                        + UUID.randomUUID() + "\"},\"report\":{" + member + "}}}")
                .to(hub);

        assertThat(answer.statusCode()).as(answer.body()).isIn(202, 400);
        if (answer.statusCode() == 202) {
            assertThat(triaged(answer).get("state").asText()).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=utf-8",
                "APPLICATION/JSON",
                "application/vnd.acme+json",
                "text/plain",
                "application/json, application/json",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json; charset=klingon"
            })
    void contentTypes_areTakenOrRefusedForGood(String type) {
        HttpResponse<String> answer = Posting.of(Posting.call("call-" + UUID.randomUUID()))
                .header("content-type", type)
                .to(hub);

        assertThat(answer.statusCode()).as(answer.body()).isIn(202, 400);
        if (answer.statusCode() == 202) {
            assertThat(triaged(answer).get("state").asText()).isEqualTo("done");
        }
    }

    static Stream<Arguments> corrections() {
        String tooMany = "9".repeat(400);
        return Stream.of(
                Arguments.of("report.affected_users", "-1"),
                Arguments.of("report.affected_users", "10000000001"),
                Arguments.of("report.affected_users", "18446744073709551617"),
                Arguments.of("report.affected_users", "1.5"),
                Arguments.of("report.affected_users", "1e999"),
                Arguments.of("report.affected_users", tooMany),
                Arguments.of("call.duration_seconds", "2592001"),
                Arguments.of("call.duration_seconds", "\"60\""),
                Arguments.of("report.started_at", "\"1999-12-31T23:59:59Z\""),
                Arguments.of("report.started_at", "\"2100-01-01T00:00:00Z\""),
                Arguments.of("report.started_at", "\"+1000000000-12-31T23:59:59Z\""),
                Arguments.of("call.started_at", "\"2026-02-30T00:00:00Z\""),
                Arguments.of("call.ended_at", "1"),
                Arguments.of("report.extra", "{\"" + "k".repeat(1_001) + "\":\"v\"}"),
                Arguments.of("report.extra", "{\"" + "k".repeat(60_000) + "\":\"v\"}"),
                Arguments.of("report.extra", "{\" \":\"v\"}"),
                Arguments.of("report.extra", "{" + manyNames(101) + "}"),
                Arguments.of("report.extra", "{" + manyNames(60_000) + "}"),
                Arguments.of("report.summary", "[".repeat(500) + "]".repeat(500)));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("corrections")
    void correctionOutOfBounds_isRefusedAndChangesNothing(String field, String value) {
        String ref = aCase();

        HttpResponse<String> answer = send(
                "POST",
                "/api/v1/cases/" + ref + "/corrections",
                "{\"who\":\"%s\",\"why\":\"because\",\"field\":\"%s\",\"value\":%s}".formatted(WHO, field, value));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(hub.get("/api/v1/cases/" + ref).toString()).doesNotContain("field.corrected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"%s\":\"v\"}", "{\"k\":\"%s\"}"})
    void correctionAtItsBound_canBeReadAgain(String value) {
        String ref = aCase();

        HttpResponse<String> answer = send(
                "POST",
                "/api/v1/cases/" + ref + "/corrections",
                "{\"who\":\"%s\",\"why\":\"because\",\"field\":\"report.extra\",\"value\":%s}"
                        .formatted(WHO, value.formatted("k".repeat(1_000))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(hub.get("/api/v1/cases/" + ref).toString()).contains("k".repeat(1_000));
    }

    static Stream<String> ruleFiles() {
        return Stream.of(
                "routing: &a\n  - id: x\nreview: *a\n",
                "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nrouting: [*c, *c]\n",
                "routing: " + "[ ".repeat(100_000) + "] ".repeat(100_000),
                "routing: " + "[".repeat(100_000) + "]".repeat(100_000),
                "routing: " + "{a: ".repeat(1_000) + "}".repeat(1_000),
                "routing:\n  - {id: deep, when: \"" + "(".repeat(5_000) + "true" + ")".repeat(5_000)
                        + "\", queue: support}\n",
                "routing:\n  - {id: deep, when: \"" + "!".repeat(5_000) + "true\", queue: support}\n",
                "routing: [{id: 1.0e999, priority: 1.0e999}]\n",
                "\"" + "k".repeat(5_000) + "\": 1\n",
                "{" + manyNames(60_000).replace("\"", "").replace(":1", ": 1") + "}",
                " ".repeat(900_000) + "routing: []\n",
                "routing: []" + " ".repeat(240_000) + "\n",
                "routing: []\n".repeat(30_000),
                "routing: \u0001\n");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("ruleFiles")
    void ruleSetThatNobodyCanWalkThrough_isRefused(String yaml) {
        String files = io.patchbay.platform.Json.write(java.util.Map.of("routing.yaml", yaml));

        long start = System.nanoTime();
        HttpResponse<String> published = send(
                RULE_OWNER,
                "POST",
                "/api/v1/rule-sets",
                "{\"author\":\"%s\",\"reason\":\"because\",\"files\":%s}".formatted(RULE_OWNER, files));
        HttpResponse<String> simulated =
                send(RULE_OWNER, "POST", "/api/v1/rule-sets/simulate", "{\"last\":1,\"files\":" + files + "}");

        for (HttpResponse<String> answer : List.of(published, simulated)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).hasSizeLessThan(100_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TimeLimit.ofSeconds(2));
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
    }

    @Test
    void documentOfSixtyThousandNames_isRefusedOnHooksAndApiAndNotKept() {
        String body = Posting.call("call-names").replace("\"call\"", manyNames(60_000) + ",\"call\"");
        long before = events();

        HttpResponse<String> hook = Posting.of(body).to(hub);
        HttpResponse<String> note = send(
                "POST",
                "/api/v1/cases/" + aCase() + "/notes",
                "{\"who\":\"%s\",\"why\":\"because\",%s}".formatted(WHO, manyNames(60_000)));

        assertThat(hook.statusCode()).as(hook.body()).isEqualTo(400);
        assertThat(hook.body()).contains("more than 5000 different names");
        assertThat(note.statusCode()).isEqualTo(400);
        assertThat(events()).isEqualTo(before + 1);
    }

    private static String manyNames(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "\"n" + i + "\":1")
                .collect(java.util.stream.Collectors.joining(","));
    }

    private static long events() {
        return hub.bean(org.springframework.jdbc.core.JdbcTemplate.class)
                .queryForObject("select count(*) from event", Long.class);
    }

    static Stream<Arguments> heads() {
        String length = "Content-Length: LENGTH";
        return Stream.of(
                Arguments.of("1.0", length, 202),
                Arguments.of("1.1", length, 202),
                Arguments.of("1.1", length + "\r\n" + length, 400),
                Arguments.of("1.1", length + "\r\nContent-Length: 7", 400),
                Arguments.of("1.1", "Transfer-Encoding: gzip, chunked", 501),
                Arguments.of("1.1", length + "\r\nTransfer-Encoding: identity", 501),
                Arguments.of("1.1", length + "\r\nContent-Encoding: br", 415),
                Arguments.of("1.1", length + "\r\nContent-Encoding: identity\r\nContent-Encoding: gzip", 415),
                Arguments.of("1.1", length + "\r\nwebhook-id: msg_other", 401),
                Arguments.of("1.1", "X-No-Length: 1", 401));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void oddHead_isAnsweredForGood(String version, String lines, int status) throws Exception {
        String body = Posting.call("call-" + UUID.randomUUID());
        StringBuilder request = new StringBuilder("POST /hooks/generic HTTP/" + version + "\r\nHost: hub\r\n"
                + "Connection: close\r\n" + lines.replace("LENGTH", String.valueOf(body.length())) + "\r\n");
        Posting.of(body).headers().forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        try (Socket socket = new RawCalls(hub).connect()) {
            socket.getOutputStream().write(RawCalls.utf8(request + "\r\n" + body));
            assertThat(RawCalls.answer(socket)).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void otherBodiesUnderOneIdAtOnce_areOneEventAndConflicts() throws Exception {
        String id = "msg_" + UUID.randomUUID();
        AtomicInteger calls = new AtomicInteger();

        List<HttpResponse<String>> answers =
                RawCalls.atOnce(20, () -> Posting.of(Posting.call(id + "-" + calls.incrementAndGet()))
                        .id(id)
                        .to(hub));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
    }

    private static String aCase() {
        HttpResponse<String> answer =
                Posting.of(Posting.call("call-" + UUID.randomUUID())).to(hub);
        return triaged(answer).get("case_ref").asText();
    }

    private static JsonNode triaged(HttpResponse<String> answer) {
        return new Outcomes(hub, TimeLimit.ofSeconds(20))
                .triaged(RunningHub.json(answer.body()).get("event_id").asText());
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        return send("support-lead", method, path, body);
    }

    private static HttpResponse<String> send(String person, String method, String path, String body) {
        return hub.send(HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header("Authorization", "Bearer " + PersonTokens.of(person))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void yamlBody_isRefused_sinceItWouldBeReadPastTheBoundsOfJson() {
        HttpResponse<String> answer =
                hub.send(HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/cases/" + aCase() + "/notes"))
                        .header("Authorization", "Bearer " + PersonTokens.of(WHO))
                        .header("Content-Type", "application/yaml")
                        .POST(HttpRequest.BodyPublishers.ofString("why: because\nwhy: another\ntext: a")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
    }

    private static void belowFiveHundred(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
    }
}
