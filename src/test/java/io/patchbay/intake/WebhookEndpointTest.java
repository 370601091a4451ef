package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.RunningHub;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is answered in front of the filters is what the web framework would have answered. */
class WebhookEndpointTest {
    private static final Set<String> FRAMING = Set.of("date", "content-length", "transfer-encoding");

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = DeafHub.shared();
    }

    static Stream<Named<Supplier<Posting>>> deliveries() {
        String used = "msg_" + UUID.randomUUID();
        Posting.of(call()).id(used).to(DeafHub.shared());
        return Stream.of(
                Named.of("accepted", () -> Posting.of(call())),
                Named.of("repeated", () -> Posting.of("{\"again\":1}").id(used)),
                Named.of("not signed", () -> Posting.of(call()).header("webhook-signature", null)),
                Named.of("malformed", () -> Posting.of("{\"type\":\"call.analyzed\",\"data\":{\"a\\\"b\":1}}")),
                Named.of("encoded", () -> Posting.of(call()).header("content-encoding", "gzip")));
    }

    private static String call() {
        return Posting.call("call-" + UUID.randomUUID());
    }

    /** An escaped path is left to the web framework. */
    @ParameterizedTest
    @MethodSource("deliveries")
    void answer_isThatOfTheWebFramework(Supplier<Posting> delivery) {
        HttpResponse<String> direct = delivery.get().to(hub);
        HttpResponse<String> filtered = delivery.get().path("/hooks/gen%65ric").to(hub);

        assertThat(direct.statusCode()).isEqualTo(filtered.statusCode());
        assertThat(headers(direct)).isEqualTo(headers(filtered)).containsKey("x-content-type-options");
        assertThat(withoutIds(direct.body()))
                .isEqualTo(withoutIds(filtered.body().replace("gen%65ric", "generic")));
        assertThat(direct.headers().firstValue("content-length"))
                .as("a problem of known length is not of the web framework")
                .isPresent();
    }

    private static Map<String, List<String>> headers(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeAll(FRAMING);
        return headers;
    }

    private static String withoutIds(String body) {
        return body.replaceAll("evt_[0-9a-z]{26}", "evt_");
    }

    @Test
    void unknownSource_isNotFoundWithThePathAsSent() {
        HttpResponse<String> answer = Posting.of(call()).path("/hooks/nobody/").to(hub);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"there is no such source\",\"instance\":\"/hooks/nobody/\"}");
    }

    @Test
    void bodyThatComesAfterItsHead_isAnsweredAlike() throws IOException {
        RawCalls calls = new RawCalls(hub);
        String body = call();
        StringBuilder head = new StringBuilder("POST /hooks/generic HTTP/1.1\r\nHost: hub\r\nExpect: 100-continue\r\n"
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n");
        Posting.of(body)
                .headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = calls.connect()) {
            socket.getOutputStream().write(RawCalls.utf8(head + "\r\n"));
            assertThat(RawCalls.answer(socket)).startsWith("HTTP/1.1 100");
            socket.getOutputStream().write(RawCalls.utf8(body));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 202").contains("X-Frame-Options: DENY", "\"event_id\":\"evt_");
        }
    }
}
