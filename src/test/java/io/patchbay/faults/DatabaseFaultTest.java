package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL stopped, hanging, and with its backends ended in mid-transaction. */
class DatabaseFaultTest {
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    @Test
    void withoutDatabase_sendersHear503AtOnce_theLogStaysQuiet_andWorkGoesOnWhenItIsBack() throws Exception {
        HubDatabase.Server database = (HubDatabase.Server) HubDatabase.of("postgres");
        try (FaultRig rig = FaultRig.on(database, HubConfiguration.quick())) {
            ChildHub hub = rig.node("database").awaitReady(FaultRig.START);
            rig.send("warm", 30, 20).join();
            TestPostgres postgres = database.server();

            CompletableFuture<Duration> sending = rig.send("stopped", 60, 20);
            postgres.stopImmediate();
            refuses(hub, "stopped");
            postgres.start();
            accepts(hub, "stopped");
            sending.join();

            CompletableFuture<Duration> hanging = rig.send("hanging", 60, 20);
            postgres.hang();
            refuses(hub, "hanging");
            postgres.unhang();
            accepts(hub, "hanging");
            hanging.join();

            CompletableFuture<Duration> ended = rig.send("ended", 60, 20);
            for (int round = 0; round < 5; round++) {
                postgres.terminateBackends(database.url());
                Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            }
            ended.join();
            rig.assertNothingLostNothingTwice();
        }
    }

    /** 503 within a second, nothing else, for the whole outage; at most about one line of log a second. */
    private void refuses(ChildHub hub, String prefix) throws IOException {
        Door door = new Door(hub);
        long lines = lines(hub);
        List<HttpResponse<String>> answers = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        long started = System.nanoTime();
        for (int i = 0; System.nanoTime() - started < OUTAGE.toNanos(); i++) {
            long asked = System.nanoTime();
            answers.add(door.post(prefix + "-outage-" + i));
            times.add(Duration.ofNanos(System.nanoTime() - asked));
        }
        Duration soon = TimeLimit.ofSeconds(1);
        // The odd one may meet a pause of the machine.
        assertThat(CallLoad.percentile(times, 0.75)).as("of %s", times).isLessThan(soon);
        assertThat(CallLoad.percentile(times, 1))
                .as("of %s", times)
                .isLessThan(soon.multipliedBy(3).dividedBy(2));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
        assertThat(lines(hub) - lines)
                .as("lines of log in %s, see %s", OUTAGE, hub.log())
                .isLessThan(OUTAGE.toSeconds() + 5);
    }

    private void accepts(ChildHub hub, String prefix) {
        Door door = new Door(hub);
        Awaitility.await("accepts again")
                .atMost(TimeLimit.ofSeconds(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> door.post(prefix + "-back").statusCode() == 202);
    }

    private static long lines(ChildHub hub) throws IOException {
        return Files.readAllLines(hub.log()).size();
    }
}
