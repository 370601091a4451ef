package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.timing.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Version N is replaced by N+1, which has migrated the database further, node by node and under load. */
class RollingFaultTest {
    private static final String NEXT =
            Path.of("src", "test", "resources", "db", "next").toAbsolutePath().toString();

    @Test
    void rollingFromOneVersionToTheNextUnderLoad_losesNothing_andTheOldOneStillStartsBesideIt() throws Exception {
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), HubConfiguration.quick())) {
            rig.loseAnswers(0.02);
            ChildHub first = rig.node("roll-first").awaitReady(FaultRig.START);
            ChildHub second = rig.node("roll-second").awaitReady(FaultRig.START);
            CompletableFuture<Duration> sending = rig.send("roll", 180, 15);
            Awaitility.await().atMost(FaultRig.START).until(() -> rig.count("dispatch where attempts > 0") > 20);

            second.with("SPRING_FLYWAY_LOCATIONS", "classpath:db/migration,filesystem:" + NEXT);
            assertThat(second.terminate(TimeLimit.ofSeconds(25)).code()).isZero();
            second.restart().awaitReady(FaultRig.START);
            assertThat(rig.count("information_schema.columns where column_name = 'tries_left'"))
                    .isEqualTo(1);
            sending.join();
            CompletableFuture<Duration> beside = rig.send("beside", 120, 15);
            Awaitility.await("both go on").atMost(FaultRig.START).until(() -> rig.count("support_case") > 190);

            // The old version dies and comes back in the middle of the roll.
            first.kill9();
            first.restart().awaitReady(FaultRig.START);
            beside.join();
            rig.assertNothingLostNothingTwice();
            assertThat(rig.count("support_case")).isEqualTo(300);
        }
    }
}
