package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process side of {@link ChildHub}, on a shell in place of the hub, which its own fault tests start. */
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
        assertThat(ended.awaitExit(Duration.ofSeconds(5))).isEqualTo(7);
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
    void theEnvironmentReachesTheProcess() throws IOException {
        ChildProcess child = ChildProcess.start(
                List.of("sh", "-c", "echo $JIRA_BASE_URL"), Map.of("JIRA_BASE_URL", "http://jira"), log());
        assertThat(child.awaitExit(Duration.ofSeconds(5))).isZero();
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
