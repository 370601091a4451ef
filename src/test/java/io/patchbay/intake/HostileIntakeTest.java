package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.storage.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown at the door, the answer is the named one, as problem JSON, and nothing of it is kept. */
class HostileIntakeTest {
    static final String NEXT_SECRET = "whsec_bmV4dC1zZWNyZXQtd2hpbGUtcm90YXRpbmctc291cmNl";
    private static final String OTHER_SECRET = "whsec_b3RoZXItc2VjcmV0LXRoYXQtaXMtbm90LW91cnMtYXQtYWxs";
    private static final int TEN_MEGABYTES = 10 << 20;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(deafProviders());
        settings.put("spring.datasource.url", Database.newPostgresUrl());
        settings.put("server.port", "0");
        settings.put("SOURCE_GENERIC_SECRET_NEXT", NEXT_SECRET);
        hub = RunningHub.start(settings);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Providers that nobody plays: what is meant for them waits. */
    static Map<String, String> deafProviders() {
        String nowhere = "http://127.0.0.1:9";
        return Map.of(
                "JIRA_BASE_URL", nowhere,
                "JIRA_EMAIL", "hub@example.com",
                "JIRA_API_TOKEN", "jira-token",
                "SLACK_BASE_URL", nowhere + "/api",
                "SLACK_BOT_TOKEN", "slack-token",
                "PAGERDUTY_EVENTS_URL", nowhere,
                "PAGERDUTY_API_URL", nowhere,
                "PAGERDUTY_API_TOKEN", "pagerduty-token",
                "PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
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
                Arguments.of("a truncated body", utf8(call.substring(0, call.length() - 4))),
                Arguments.of("a body that goes on", utf8(call + "{}")),
                Arguments.of("100,000 levels", utf8(deep)),
                Arguments.of("a key twice", utf8(call.replace("\"data\"", "\"type\":\"call.ended\",\"data\""))),
                Arguments.of("a null byte", utf8(call.replace("call-un", "call\0un"))),
                Arguments.of("an escaped null byte in the id", utf8(call.replace("call-un", "call\\u0000un"))),
                Arguments.of(
                        "a number of 10,000 digits", utf8(call.replace("\"call-unreadable\"", "9".repeat(10_000)))),
                Arguments.of("bytes that are no UTF-8", spoiled(rawSurrogate, 'X', (byte) 0xff)),
                Arguments.of("not a number", utf8(call.replace("\"call-unreadable\"", "NaN"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void bodyThatNobodyCanRead_isAnswered400AndNotKept(String what, byte[] body) {
        long before = events();
        long begun = System.nanoTime();

        HttpResponse<String> answer = Posting.of(body).to(hub);

        assertProblem(answer, 400);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
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
        JsonNode event = new Outcomes(hub, Duration.ofSeconds(20))
                .triaged(RunningHub.json(answer.body()).get("event_id").asText());
        assertThat(event.get("state").asText()).isEqualTo("done");
    }

    @Test
    void tenMegabytesByContentLength_areRefusedBeforeTheyAreSent() throws IOException {
        try (Socket socket = connect()) {
            head(socket, "Content-Length: " + TEN_MEGABYTES);

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void chunkedBody_isRefusedAtTheFirstByteTooMany() throws IOException {
        try (Socket socket = connect()) {
            head(socket, "Transfer-Encoding: chunked");
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 17; i++) {
                chunk(out, new byte[1 << 16]);
            }

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void chunkedBodyWithoutEnd_isNotReadToItsEnd() throws IOException {
        long sent = 0;
        try (Socket socket = connect()) {
            head(socket, "Transfer-Encoding: chunked");
            byte[] chunk = new byte[1 << 16];
            while (sent < 20L * TEN_MEGABYTES) {
                chunk(socket.getOutputStream(), chunk);
                sent += chunk.length;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|connection reset).*");
        }

        assertThat(sent).as("bytes taken before the hub hung up").isLessThan(4L * TEN_MEGABYTES);
    }

    @Test
    void fiftyLargeBodiesAtOnce_areAllRefusedAndTheHubGoesOn() throws Exception {
        List<Integer> statuses = atOnce(50, () -> {
            try (Socket socket = connect()) {
                head(socket, "Transfer-Encoding: chunked");
                for (int i = 0; i < 17; i++) {
                    chunk(socket.getOutputStream(), new byte[1 << 16]);
                }
                return Integer.valueOf(answer(socket).substring(9, 12));
            }
        });

        assertThat(statuses).hasSize(50).containsOnly(413);
        assertThat(Posting.of(Posting.call("call-after-the-flood")).to(hub).statusCode())
                .isEqualTo(202);
    }

    @Test
    void bodyThatComesAfterItsHead_isTakenLikeAnyOther() throws Exception {
        byte[] body = utf8(Posting.call("call-in-pieces"));
        StringBuilder head = new StringBuilder(
                "POST /hooks/generic HTTP/1.1\r\nHost: hub\r\nContent-Length: " + body.length + "\r\n");
        Posting.of(Posting.call("call-in-pieces"))
                .headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));

        assertThat(inPieces(head, body)).startsWith("HTTP/1.1 202");
    }

    @Test
    void staffRequestWhoseBodyComesAfterItsHead_isStillTheStaffs() throws Exception {
        byte[] body = utf8("{}");
        String head =
                "POST /api/v1/events/evt_nobody/readmit HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\n";

        assertThat(inPieces(new StringBuilder(head + "Authorization: Bearer " + RunningHub.API_TOKEN + "\r\n"), body))
                .doesNotStartWith("HTTP/1.1 401")
                .startsWith("HTTP/1.1 4")
                .contains("X-Content-Type-Options: nosniff");
        assertThat(inPieces(new StringBuilder(head), body)).startsWith("HTTP/1.1 401");
    }

    /** The head, a while, half of the body, a while, and the rest. */
    private static String inPieces(StringBuilder head, byte[] body) throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(utf8(head.append("\r\n").toString()));
            for (int from = 0; from < body.length; from += body.length / 2) {
                Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
                out.write(body, from, Math.min(body.length / 2, body.length - from));
            }
            return answer(socket);
        }
    }

    @Test
    void gzippedBody_isAnswered415AndNeverUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[TEN_MEGABYTES]);
        }

        HttpResponse<String> answer = Posting.of(packed.toByteArray())
                .header("content-encoding", "gzip")
                .to(hub);

        assertProblem(answer, 415);
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

        List<HttpResponse<String>> answers = atOnce(50, () -> copy.to(hub));

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
        assertThat(call.secret(NEXT_SECRET).to(hub).statusCode()).isEqualTo(202);
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spoiled(byte[] body, char at, byte with) {
        for (int i = 0; i < body.length; i++) {
            if (body[i] == at) {
                body[i] = with;
            }
        }
        return body;
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(hub.url()).getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void head(Socket socket, String length) throws IOException {
        StringBuilder head = new StringBuilder("POST /hooks/generic HTTP/1.1\r\nHost: hub\r\n" + length + "\r\n");
        Posting.of("{}")
                .headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(utf8(head.append("\r\n").toString()));
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write(utf8(Integer.toHexString(bytes.length) + "\r\n"));
        out.write(bytes);
        out.write(utf8("\r\n"));
    }

    /** What can be read until the hub has said its headers and the beginning of its body. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[4_096];
        while (!read.toString(StandardCharsets.UTF_8).contains("\r\n\r\n")) {
            int count = in.read(buffer);
            if (count < 0) {
                break;
            }
            read.write(buffer, 0, count);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    private static <T> List<T> atOnce(int count, Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<T>> calls = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await(20, TimeUnit.SECONDS);
                        return call.call();
                    }))
                    .toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> each : calls) {
                results.add(each.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
