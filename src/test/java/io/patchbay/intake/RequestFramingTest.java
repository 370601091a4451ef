package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.RunningHub;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where a request ends is told in one way or the request is refused: problem JSON, nothing kept, the connection closed, and
 * nothing of what follows taken for a request (RFC 9112, sections 6 and 7).
 */
class RequestFramingTest {
    private static final String NEXT = "GET /actuator/health HTTP/1.1\r\nHost: hub\r\n\r\n";
    private static final String LENGTH = "Content-Length: ";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = DeafHub.shared();
    }

    static Stream<Arguments> chunks() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("a size that is no number", "zz\r\nBODY\r\n0\r\n\r\n");
        bodies.put("no size", "\r\nBODY\r\n0\r\n\r\n");
        bodies.put("a negative size", "-1\r\nBODY\r\n0\r\n\r\n");
        bodies.put("a signed size", "+SIZE\r\nBODY\r\n0\r\n\r\n");
        bodies.put("a size with 0x", "0xSIZE\r\nBODY\r\n0\r\n\r\n");
        bodies.put("a size of 32 bits and one more", "100000000\r\nBODY\r\n0\r\n\r\n");
        bodies.put("a size of 64 bits and one more", "10000000000000000\r\nBODY\r\n0\r\n\r\n");
        bodies.put("a size of 31 bits that is negative", "80000000\r\nBODY\r\n0\r\n\r\n");
        bodies.put("a size with a thousand zeros before it", "0".repeat(1_000) + "SIZE\r\nBODY\r\n0\r\n\r\n");
        bodies.put("an extension of 20,000 letters", "SIZE;a=" + "x".repeat(20_000) + "\r\nBODY\r\n0\r\n\r\n");
        bodies.put("an extension without an end", "SIZE;a=" + "x".repeat(60_000));
        bodies.put("a chunk that goes on after its size", "1\r\nBODY\r\n0\r\n\r\n");
        bodies.put("no line end after the chunk", "SIZE\r\nBODY0\r\n\r\n");
        bodies.put("a trailer of 20,000 letters", "SIZE\r\nBODY\r\n0\r\nX-Trailer: " + "x".repeat(20_000) + "\r\n\r\n");
        bodies.put("a bare carriage return after the size", "SIZE\rBODY\r\n0\r\n\r\n");
        return bodies.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chunks")
    void malformedChunk_isAnswered400AndTheConnectionClosed(String what, String chunks) throws IOException {
        String body = Posting.call("call-" + UUID.randomUUID());
        String coded =
                chunks.replace("SIZE", Integer.toHexString(body.length())).replace("BODY", body);

        refused(post("1.1", CHUNKED, body) + coded + NEXT, 400);
    }

    static Stream<Arguments> heads() {
        Map<String, Integer> heads = new LinkedHashMap<>();
        heads.put(CHUNKED + "\r\n" + CHUNKED, 400);
        heads.put("Transfer-Encoding: chunked, chunked", 400);
        heads.put("Transfer-Encoding: chunked, identity", 400);
        heads.put("Transfer-Encoding: identity", 501);
        heads.put("Transfer-Encoding: xchunked", 501);
        heads.put("Transfer-Encoding: \"chunked\"", 400);
        heads.put("Transfer-Encoding:", 400);
        heads.put("Transfer-Encoding : chunked", 400);
        heads.put("Transfer-Encoding: \u000bchunked", 400);
        heads.put("X: y\rTransfer-Encoding: chunked", 400);
        heads.put("X: y\0z\r\n" + LENGTH + "SIZE", 400);
        heads.put(LENGTH + "SIZE\r\n" + LENGTH + "SIZE", 400);
        heads.put(LENGTH + "SIZE, SIZE", 400);
        heads.put(LENGTH + "+SIZE", 400);
        heads.put(LENGTH + "-1", 400);
        heads.put(LENGTH + "0xSIZE", 400);
        heads.put(LENGTH + "18446744073709551617", 400);
        heads.put(LENGTH, 400);
        heads.put(LENGTH + "SIZE\r\nHost: other", 400);
        return heads.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("heads")
    void headThatTellsTheEndInTwoWays_isRefusedAndTheConnectionClosed(String lines, int status) throws IOException {
        String body = Posting.call("call-" + UUID.randomUUID());
        String head = lines.replace("SIZE", String.valueOf(body.length()));
        String coded =
                lines.contains("hunked") ? Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n" : body;

        refused(post("1.1", head, body) + coded + NEXT, status);
    }

    /** RFC 9112, section 6.3: the length counts for nothing then, and the connection ends, so that no proxy is misled. */
    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "0", "7"})
    void lengthBesideChunks_countsForNothingAndTheConnectionEnds(String length) throws IOException {
        String body = Posting.call("call-" + UUID.randomUUID());
        String lines = LENGTH + length.replace("SIZE", String.valueOf(body.length())) + "\r\n" + CHUNKED;

        String answers = answers(
                post("1.1", lines, body) + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n" + NEXT);

        assertThat(answers).startsWith("HTTP/1.1 202");
        assertThat(answers.split("HTTP/1.1 ", -1))
                .as("answers on the connection")
                .hasSize(2);
    }

    static Stream<String> oldEncodings() {
        return Stream.of(CHUNKED, CHUNKED + "\r\n" + LENGTH + "SIZE", CHUNKED + "\r\nConnection: keep-alive");
    }

    @ParameterizedTest
    @MethodSource("oldEncodings")
    void transferEncodingInHttp10_isAnswered400AndTheConnectionClosed(String lines) throws IOException {
        String body = Posting.call("call-" + UUID.randomUUID());
        String chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";

        refused(post("1.0", lines.replace("SIZE", String.valueOf(chunked.length())), body) + chunked + NEXT, 400);
    }

    @Test
    void refusedFraming_doesNotDisturbTheNextConnection() throws IOException {
        String body = Posting.call("call-" + UUID.randomUUID());
        for (int i = 0; i < 30; i++) {
            refused(post("1.1", CHUNKED, body) + "zz\r\n" + body, 400);
        }
        String chunked = Integer.toHexString(body.length()) + ";a=b\r\n" + body + "\r\n0\r\nX-Trailer: t\r\n\r\n";

        assertThat(answers(post("1.1", CHUNKED + "\r\nConnection: close", body) + chunked))
                .startsWith("HTTP/1.1 202");
    }

    private static String post(String version, String lines, String body) {
        StringBuilder head =
                new StringBuilder("POST /hooks/generic HTTP/" + version + "\r\nHost: hub\r\n" + lines + "\r\n");
        Posting.of(body)
                .headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head + "\r\n";
    }

    private static void refused(String request, int status) throws IOException {
        long before = events();

        String answers = answers(request);

        assertThat(answers)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("application/problem+json")
                .contains("\"status\":" + status);
        assertThat(answers.split("HTTP/1.1 ", -1))
                .as("answers on the connection")
                .hasSize(2);
        assertThat(events()).isEqualTo(before);
    }

    /** Everything that the hub says until it closes the connection; what it does not read may end it with a reset. */
    private static String answers(String request) throws IOException {
        StringBuilder said = new StringBuilder();
        try (Socket socket = new RawCalls(hub).connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] some = new byte[4_096];
            for (int count = 0; count >= 0; count = socket.getInputStream().read(some)) {
                said.append(new String(some, 0, count, StandardCharsets.UTF_8));
            }
        } catch (SocketException e) {
            assertThat(said).as(e.getMessage()).isNotEmpty();
        }
        return said.toString();
    }

    private static long events() {
        return hub.bean(JdbcTemplate.class).queryForObject("select count(*) from event", Long.class);
    }
}
