package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.timing.TimeLimit;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown at the door, the answer is the named one, as problem JSON, and nothing of it is kept. */
class HostileIntakeTest {
    private static final String OTHER_SECRET = "whsec_b3RoZXItc2VjcmV0LXRoYXQtaXMtbm90LW91cnMtYXQtYWxs";

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = DeafHub.shared();
    }

    static Stream<Arguments> unproven() {
        String call = Posting.call("call-unproven");
        Instant now = Instant.now();
        return Stream.of(
                Arguments.of("another secret", Posting.of(call).secret(OTHER_SECRET)),
                Arguments.of(
                        "a signature of zeros", Posting.of(call).header("webhook-signature", "v1," + "A".repeat(44))),
                Arguments.of("a cut signature", Posting.of(call).header("webhook-signature", "v1,QUJD")),
                Arguments.of("no signature", Posting.of(call).header("webhook-signature", null)),
                Arguments.of("an empty signature", Posting.of(call).header("webhook-signature", "")),
                Arguments.of(
                        "two hundred signatures",
                        Posting.of(call).header("webhook-signature", ("v1," + "A".repeat(43) + "= ").repeat(200))),
                Arguments.of("no id", Posting.of(call).header("webhook-id", null)),
                Arguments.of("another id than signed", Posting.of(call).header("webhook-id", "msg_other")),
                Arguments.of("no timestamp", Posting.of(call).header("webhook-timestamp", null)),
                Arguments.of("a word for a timestamp", Posting.of(call).header("webhook-timestamp", "yesterday")),
                Arguments.of("a stale timestamp", Posting.of(call).at(now.minusSeconds(400))),
                Arguments.of("a timestamp of the future", Posting.of(call).at(now.plusSeconds(400))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unproven")
    void requestWithoutProof_isAnswered401AndNotKept(String what, Posting posting) {
        long before = events();

        HttpResponse<String> answer = posting.to(hub);

        assertProblem(answer, 401);
        assertThat(answer.body()).contains("could not be authenticated");
        assertThat(events()).isEqualTo(before);
    }

    static Stream<Arguments> unreadable() {
        String call = Posting.call("call-unreadable");
        String deep = "{\"type\":\"call.analyzed\",\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        byte[] rawSurrogate = Posting.call("call-X").getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("a truncated body", RawCalls.utf8(call.substring(0, call.length() - 4))),
                Arguments.of("a body that goes on", RawCalls.utf8(call + "{}")),
                Arguments.of("100,000 levels", RawCalls.utf8(deep)),
                Arguments.of(
                        "a key twice", RawCalls.utf8(call.replace("\"data\"", "\"type\":\"call.ended\",\"data\""))),
                Arguments.of("a null byte", RawCalls.utf8(call.replace("call-un", "call\0un"))),
                Arguments.of("an escaped null byte in the id", RawCalls.utf8(call.replace("call-un", "call\\u0000un"))),
                Arguments.of(
                        "a number of 10,000 digits",
                        RawCalls.utf8(call.replace("\"call-unreadable\"", "9".repeat(10_000)))),
                Arguments.of("bytes that are no UTF-8", spoiled(rawSurrogate, 'X', (byte) 0xff)),
                Arguments.of("not a number", RawCalls.utf8(call.replace("\"call-unreadable\"", "NaN"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void bodyThatNobodyCanRead_isAnswered400AndNotKept(String what, byte[] body) {
        long before = events();
        long begun = System.nanoTime();

        HttpResponse<String> answer = Posting.of(body).to(hub);

        assertProblem(answer, 400);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TimeLimit.ofSeconds(3));
        assertThat(events()).isEqualTo(before);
    }

    static Stream<Arguments> wronglyTyped() {
        return Stream.of(
                Arguments.of("{\"type\":\"call.analyzed\",\"data\":{\"call\":{\"id\":7}}}", "/data/call/id"),
                Arguments.of("{\"type\":\"call.analyzed\",\"data\":{\"call\":{}}}", "/data/call/id"),
                Arguments.of("{\"type\":\"call.analyzed\",\"data\":[]}", "/data"),
                Arguments.of("{\"data\":{\"call\":{\"id\":\"call-1\"}}}", "/type"),
                Arguments.of(report("\"affected_users\":\"many\""), "/data/report/affected_users"),
                Arguments.of(report("\"data_loss\":\"yes\""), "/data/report/data_loss"),
                Arguments.of(report("\"topics\":{\"a\":1}"), "/data/report/topics"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wronglyTyped")
    void wrongType_isAnswered400NamingTheJsonPointer(String body, String pointer) {
        HttpResponse<String> answer = Posting.of(body).to(hub);

        assertProblem(answer, 400);
        assertThat(RunningHub.json(answer.body()).get("detail").asText()).contains(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a null \\u0000 byte", "a lone \\ud83d surrogate", "\\udd25 the other half", "\\ufffe \\u202e"})
    void strangeCharactersInAText_areKeptAndBecomeACase(String summary) {
        String callId = "call-strange-" + Integer.toHexString(summary.hashCode());
        String body = "{\"type\":\"call.analyzed\",\"data\":{\"call\":{\"id\":\"" + callId
                + "\"},\"report\":{\"summary\":\"" + summary + "\"}}}";

        HttpResponse<String> answer = Posting.of(body).to(hub);

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode event = new Outcomes(hub, TimeLimit.ofSeconds(20))
                .triaged(RunningHub.json(answer.body()).get("event_id").asText());
        assertThat(event.get("state").asText()).isEqualTo("done");
    }

    @Test
    void unknownSource_isAnswered404() {
        assertProblem(Posting.of(Posting.call("call-1")).path("/hooks/nobody").to(hub), 404);
    }

    @Test
    void headersThatAreTooLarge_areRefusedByTheWebServerAsProblemToo() {
        assertProblem(
                Posting.of(Posting.call("call-1"))
                        .header("x-large", "a".repeat(20_000))
                        .to(hub),
                400);
    }

    @Test
    void get_isAnswered405() {
        HttpResponse<String> answer = hub.send(
                HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/generic")).GET());

        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void sameIdWithAnotherBody_isAnswered409AndTheFirstIsKept() {
        HttpResponse<String> first =
                Posting.of(Posting.call("call-first")).id("msg_conflict").to(hub);
        HttpResponse<String> other =
                Posting.of(Posting.call("call-other")).id("msg_conflict").to(hub);
        HttpResponse<String> again =
                Posting.of(Posting.call("call-first")).id("msg_conflict").to(hub);

        assertThat(first.statusCode()).isEqualTo(202);
        assertProblem(other, 409);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(eventId(again)).isEqualTo(eventId(first));
        assertThat(RunningHub.json(again.body()).get("duplicate").asBoolean()).isTrue();
    }

    @Test
    void fiftyCopiesAtOnce_areOneEventAndEverySenderGetsTheSame202() throws Exception {
        Posting copy = Posting.of(Posting.call("call-copied")).id("msg_copied");

        List<HttpResponse<String>> answers = RawCalls.atOnce(50, () -> copy.to(hub));

        assertThat(answers).extracting(HttpResponse::statusCode).hasSize(50).containsOnly(202);
        assertThat(answers).extracting(HostileIntakeTest::eventId).containsOnly(eventId(answers.get(0)));
        assertThat(answers)
                .filteredOn(answer ->
                        !RunningHub.json(answer.body()).get("duplicate").asBoolean())
                .hasSize(1);
    }

    @Test
    void whileASecretIsRotated_bothAreAcceptedAndNoThird() {
        Posting call = Posting.of(Posting.call("call-rotated"));

        assertThat(call.secret(RunningHub.GENERIC_SECRET).to(hub).statusCode()).isEqualTo(202);
        assertThat(call.secret(DeafHub.NEXT_SECRET).to(hub).statusCode()).isEqualTo(202);
        assertThat(call.secret(OTHER_SECRET).to(hub).statusCode()).isEqualTo(401);
    }

    private static String report(String member) {
        return "{\"type\":\"call.analyzed\",\"data\":{\"call\":{\"id\":\"call-typed\"},\"report\":{" + member + "}}}";
    }

    private static String eventId(HttpResponse<String> answer) {
        return RunningHub.json(answer.body()).get("event_id").asText();
    }

    /** RFC 9457: media type, status, title and detail, and nothing of our inside. */
    static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = RunningHub.json(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("detail").asText()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "io.patchbay", "org.", "java.", "trace");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    private static long events() {
        return hub.bean(org.springframework.jdbc.core.JdbcTemplate.class)
                .queryForObject("select count(*) from event", Long.class);
    }

    private static byte[] spoiled(byte[] body, char at, byte with) {
        for (int i = 0; i < body.length; i++) {
            if (body[i] == at) {
                body[i] = with;
            }
        }
        return body;
    }
}
