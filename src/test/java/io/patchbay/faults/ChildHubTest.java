package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a stand-in and on shells in place of the hub; the real one is started by its own fault tests. */
class ChildHubTest {
    @TempDir
    Path folder;

    @Test
    void aKilledProcess_isGone_andAnEndedOneTellsItsCode() throws IOException {
        ChildProcess killed = shell("while :; do sleep 0.05; done");
        killed.kill();
        assertThat(killed.isAlive()).isFalse();
        ChildProcess ended = shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        Awaitility.await().until(() -> ended.logTail(1).contains("ready"));
        ended.signal("TERM");
        assertThat(ended.awaitExit(TimeLimit.ofSeconds(5))).isEqualTo(7);
    }

    @Test
    void aPausedProcess_stands_untilItIsResumed() throws IOException {
        ChildProcess child = shell("i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done");
        Awaitility.await().until(() -> child.logTail(1).matches("\\d+"));
        child.signal("STOP");
        Awaitility.await().until(() -> state(child).startsWith("T"));
        String standing = child.logTail(1);
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> child.logTail(1)
                .equals(standing));
        child.signal("CONT");
        Awaitility.await().until(() -> !child.logTail(1).equals(standing));
        child.kill();
    }

    @Test
    void aHub_isReadyOnItsPort_diesAtOnce_andComesBackThere() throws IOException {
        System.setProperty("patchbay.main", StandInHub.class.getName());
        try (HubDatabase database = HubDatabase.of("h2");
                ChildHub hub = database.connect(ChildHub.named("stand-in")).start()) {
            assertThat(hub.awaitReady(TimeLimit.ofSeconds(30)).isReady()).isTrue();
            hub.kill9();
            assertThat(hub.isReady()).isFalse();
            hub.restart().awaitReady(TimeLimit.ofSeconds(30));
            hub.pause();
            assertThat(hub.isReady()).isFalse();
            hub.resume();
            assertThat(hub.isReady()).isTrue();
            assertThat(hub.cpu()).isPositive();
            ChildHub.Exit exit = hub.terminate(TimeLimit.ofSeconds(10));
            assertThat(exit.code()).isEqualTo(128 + 15);
        } finally {
            System.clearProperty("patchbay.main");
        }
    }

    @Test
    void aHubThatEndsInsteadOfStarting_showsItsLog() throws IOException {
        try (ChildHub hub = ChildHub.named("broken").jvm("-Xmx1b").start()) {
            assertThatThrownBy(() -> hub.awaitReady(TimeLimit.ofSeconds(30)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("heap");
        }
    }

    @Test
    void theEnvironmentReachesTheProcess() throws IOException {
        ChildProcess child = ChildProcess.start(
                List.of("sh", "-c", "echo $JIRA_BASE_URL"), Map.of("JIRA_BASE_URL", "http://jira"), log());
        assertThat(child.awaitExit(TimeLimit.ofSeconds(5))).isZero();
        assertThat(child.logTail(1)).isEqualTo("http://jira");
    }

    private static String state(ChildProcess child) throws IOException {
        return Files.readString(Path.of("/proc/" + child.pid() + "/stat")).replaceAll(".*\\) ", "");
    }

    private ChildProcess shell(String script) throws IOException {
        return ChildProcess.start(List.of("sh", "-c", script), Map.of(), log());
    }

    private Path log() throws IOException {
        return Files.createTempFile(folder, "child", ".log");
    }
}
