package io.patchbay.intake;

import static io.patchbay.intake.HostileIntakeTest.assertProblem;
import static io.patchbay.intake.RawCalls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that are too large, packed, endless or late: none is read further than it has to be. */
class HostileBodiesTest {
    private static final int TEN_MEGABYTES = 10 << 20;

    private static RunningHub hub;
    private static RawCalls raw;

    @BeforeAll
    static void start() {
        hub = DeafHub.shared();
        raw = new RawCalls(hub);
    }

    @Test
    void tenMegabytesByContentLength_areRefusedBeforeTheyAreSent() throws IOException {
        try (Socket socket = raw.connect()) {
            raw.head(socket, "Content-Length: " + TEN_MEGABYTES);

            assertThat(RawCalls.answer(socket)).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void chunkedBody_isRefusedAtTheFirstByteTooMany() throws IOException {
        try (Socket socket = raw.connect()) {
            raw.head(socket, "Transfer-Encoding: chunked");
            RawCalls.oneByteTooMany(socket.getOutputStream());

            assertThat(RawCalls.answer(socket)).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void chunkedBodyWithoutEnd_isNotReadToItsEnd() throws IOException {
        long sent = 0;
        try (Socket socket = raw.connect()) {
            raw.head(socket, "Transfer-Encoding: chunked");
            byte[] chunk = new byte[1 << 16];
            while (sent < 20L * TEN_MEGABYTES) {
                RawCalls.chunk(socket.getOutputStream(), chunk);
                sent += chunk.length;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|connection reset).*");
        }

        assertThat(sent).as("bytes taken before the hub hung up").isLessThan(4L * TEN_MEGABYTES);
    }

    @Test
    void fiftyLargeBodiesAtOnce_areAllRefusedAndTheHubGoesOn() throws Exception {
        List<Integer> statuses = RawCalls.atOnce(50, () -> {
            try (Socket socket = raw.connect()) {
                raw.head(socket, "Transfer-Encoding: chunked");
                RawCalls.oneByteTooMany(socket.getOutputStream());
                return Integer.valueOf(RawCalls.answer(socket).substring(9, 12));
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

        assertThat(inPieces(
                        new StringBuilder(head + "Authorization: Bearer " + PersonTokens.of("support-lead") + "\r\n"),
                        body))
                .doesNotStartWith("HTTP/1.1 401")
                .startsWith("HTTP/1.1 4")
                .contains("X-Content-Type-Options: nosniff");
        assertThat(inPieces(new StringBuilder(head), body)).startsWith("HTTP/1.1 401");
    }

    /** The head, a while, half of the body, a while, and the rest. */
    private static String inPieces(StringBuilder head, byte[] body) throws Exception {
        try (Socket socket = raw.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(utf8(head.append("\r\n").toString()));
            for (int from = 0; from < body.length; from += body.length / 2) {
                Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
                out.write(body, from, Math.min(body.length / 2, body.length - from));
            }
            return RawCalls.answer(socket);
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
}
