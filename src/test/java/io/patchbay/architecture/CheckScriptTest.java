package io.patchbay.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/run} on a checkout whose Maven is a stand-in that does what a build should not. */
class CheckScriptTest {
    @TempDir
    private Path folder;

    private Path checkout;
    private Path output;

    @BeforeEach
    void checkout() throws Exception {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        output = folder.resolve("output");
        Files.createDirectories(checkout.resolve(".ci"));
        Files.copy(Path.of(".ci/run"), checkout.resolve(".ci/run"));
        Files.writeString(checkout.resolve(".gitignore"), "target/\n*.log\n");
        assumeTrue(bash("git init -q && git add . && command -v setpriv && [ $(id -u) = 0 ]") == 0, "git and root");
    }

    @Test
    void run_thatKeepsToItsPlaces_passes_andHasAnEmptyTemporaryFolder() throws Exception {
        assertThat(run("""
                [ -z "$(ls -A "$TMPDIR")" ] && [[ $MAVEN_OPTS = *-Djava.io.tmpdir=$TMPDIR* ]] || exit 9
                touch "$TMPDIR/kept" target/kept
                """, 2)).as(() -> text()).isZero();
        assertThat(text())
                .contains(
                        "Tests run: 7, Failures: 0, Errors: 0, Skipped: 0",
                        "tests that needed a second try: 2\nio.patchbay.SomeTest.test1\nio.patchbay.SomeTest.test2\n")
                .doesNotContain("FAILED");
    }

    @Test
    void run_thatLeavesFiles_orNeedsManySecondTries_fails_andNamesThem() throws Exception {
        Path left = Path.of("/tmp", "left-" + UUID.randomUUID());
        try {
            assertThat(run("touch " + left + " ignored.log new.txt; sleep 600 >/dev/null 2>&1 &", 3))
                    .isEqualTo(1);
            assertThat(text())
                    .contains(
                            "tests that needed a second try: 3\n",
                            "FAILED: more than 2 tests needed a second try",
                            "FAILED: the run changed the checkout outside target/:",
                            "!! ignored.log",
                            "?? new.txt",
                            "FAILED: the run left files outside",
                            left.toString(),
                            "FAILED: the run left processes, which are ended now:",
                            " sleep 600");
        } finally {
            Files.deleteIfExists(left);
        }
    }

    @Test
    void run_whoseTestsFail_fails() throws Exception {
        assertThat(run("exit 1", 0)).isEqualTo(1);
    }

    private int run(String build, int secondTries) throws Exception {
        StringBuilder report = new StringBuilder("<testsuite>\n");
        for (int test = 1; test <= 3; test++) {
            report.append(
                    "  <testcase name=\"test%d\" classname=\"io.patchbay.SomeTest\" time=\"1.0\">\n".formatted(test));
            report.append(test <= secondTries ? "    <flakyError message=\"late\" type=\"x\">\n" : "");
        }
        Files.writeString(folder.resolve("report.xml"), report);
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, """
                #!/usr/bin/env bash
                [[ "$*" = *verify* ]] || exit 0
                mkdir -p target/surefire-reports
                cp ../report.xml target/surefire-reports/TEST-some.xml
                echo "[INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0"
                """ + build);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        return bash("PATH=\"$PWD/../bin:$PATH\" .ci/run");
    }

    private int bash(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(TimeLimit.ofMinutes(2).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " does not end");
        }
        return process.exitValue();
    }

    private String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
