package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.platform.Json;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** A database without space for another row: PostgreSQL's tables, and the embedded database as it ships. */
class FullDiskFaultTest {
    private static final Duration FULL = Duration.ofSeconds(5);
    private static final String LARGE = "event where delivery_key like 'msg_large-%'";

    @Test
    void onAFullDisk_nothingIsAcknowledgedThatIsNotKept_andWorkGoesOnByItselfWhenThereIsSpace() throws Exception {
        TestPostgres postgres = TestPostgres.create();
        try (SmallDisk disk = disk(64);
                FaultRig rig = FaultRig.on(
                        new HubDatabase.Server(postgres, disk.newDatabase(postgres)), HubConfiguration.quick())) {
            Door door = new Door(rig.node("full-disk").awaitReady(FaultRig.START));
            rig.send("before", 20, 20).join();

            disk.fill();
            CompletableFuture<Duration> sending = rig.send("full", 60, 20);
            List<HttpResponse<String>> answers = refused(door);
            assertThat(rig.count(LARGE))
                    .as("what was acknowledged, and no more")
                    .isEqualTo(answers.stream()
                            .filter(answer -> answer.statusCode() == 202)
                            .count());

            disk.free();
            acceptsAgain(door, TimeLimit.ofSeconds(5));
            sending.join();
            rig.assertNothingLostNothingTwice();
        }
    }

    @Test
    void underTheEmbeddedDatabase_aFullDiskLosesNothingThatWasAcknowledged_andARestartWithSpaceGoesOn()
            throws Exception {
        try (SmallDisk disk = disk(512);
                FaultRig rig = FaultRig.on(
                        new HubDatabase.Embedded(
                                Files.createDirectory(disk.folder().resolve("data"))),
                        HubConfiguration.quick())) {
            ChildHub hub = rig.node("full-disk-h2").awaitReady(FaultRig.START);
            rig.sender();
            Door door = new Door(hub);
            rig.send("before", 10, 20).join();

            disk.fill();
            CompletableFuture<Duration> sending = rig.send("full", 20, 20);
            refused(door);

            disk.free();
            // H2 may have closed its file, which it does not open again in the same process: see docs/operating.md.
            hub.terminate(TimeLimit.ofSeconds(25));
            hub.restart().awaitReady(FaultRig.START);
            acceptsAgain(door, TimeLimit.ofSeconds(5));
            sending.join();
            rig.assertNothingLostNothingTwice();
        }
    }

    private static SmallDisk disk(int megabytes) throws IOException {
        Optional<SmallDisk> mounted = SmallDisk.ofMegabytes(megabytes);
        assumeTrue(mounted.isPresent(), "mounting a tmpfs needs root");
        return mounted.get();
    }

    /** The answers to large calls while the disk is full: 503 with a time to come again, or 202. */
    private static List<HttpResponse<String>> refused(Door door) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        Instant end = Instant.now().plus(FULL);
        for (int i = 0; Instant.now().isBefore(end); i++) {
            answers.add(door.post(large(i), Instant.now()));
        }
        assertThat(answers).extracting(HttpResponse::statusCode).contains(503).isSubsetOf(202, 503);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 503).allSatisfy(answer -> assertThat(
                        answer.headers().firstValue("Retry-After"))
                .isPresent());
        return answers;
    }

    private static void acceptsAgain(Door door, Duration within) {
        Awaitility.await("accepts again")
                .atMost(within)
                .until(() -> door.post(large(-1), Instant.now()).statusCode() == 202);
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
