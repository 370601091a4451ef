package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.platform.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL without space for another row. */
class FullDiskFaultTest {
    private static final Duration FULL = Duration.ofSeconds(8);

    @Test
    void onAFullDisk_nothingIsAcknowledgedThatIsNotKept_andWorkGoesOnByItselfWhenThereIsSpace() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.ofMegabytes(64);
        assumeTrue(mounted.isPresent(), "mounting a tmpfs needs root");
        TestPostgres postgres = TestPostgres.create();
        try (SmallDisk disk = mounted.get();
                FaultRig rig = FaultRig.on(
                        new HubDatabase.Server(postgres, disk.newDatabase(postgres)), HubConfiguration.quick())) {
            Door door = new Door(rig.node("full-disk").awaitReady(FaultRig.START));
            rig.send("before", 20, 20).join();

            disk.fill();
            CompletableFuture<Duration> sending = rig.send("full", 60, 20);
            List<HttpResponse<String>> answers = new ArrayList<>();
            Instant end = Instant.now().plus(FULL);
            for (int i = 0; Instant.now().isBefore(end); i++) {
                answers.add(door.post(large(i), Instant.now()));
            }
            assertThat(answers)
                    .extracting(HttpResponse::statusCode)
                    .contains(503)
                    .isSubsetOf(202, 503);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 503).allSatisfy(answer -> assertThat(
                            answer.headers().firstValue("Retry-After"))
                    .isPresent());
            assertThat(rig.count("event where delivery_key like 'msg_large-%'"))
                    .as("what was acknowledged, and no more")
                    .isEqualTo(answers.stream()
                            .filter(answer -> answer.statusCode() == 202)
                            .count());

            disk.free();
            Awaitility.await("accepts again")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> door.post(large(-1), Instant.now()).statusCode() == 202);
            sending.join();
            rig.assertNothingLostNothingTwice();
        }
    }

    /** A call with so much text that no page of the table has room for it. */
    private static CallEvent large(int number) {
        String callId = "large-" + number;
        Map<String, Object> body = Map.of(
                "type",
                "call.analyzed",
                "data",
                Map.of("call", Map.of("id", callId), "report", Map.of("summary", noise(new Random(number)))));
        return new CallEvent(
                "msg_" + callId, callId, "call.analyzed", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < 7_900) {
            text.append(Long.toString(random.nextLong() >>> 1, 36)).append(' ');
        }
        return text.substring(0, 7_900);
    }
}
