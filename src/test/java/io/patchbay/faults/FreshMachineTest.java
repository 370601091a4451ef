package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL where nothing was unpacked before: JVMs that start at the same time, as the suite's do, with an empty working
 * folder and an empty temporary folder.
 */
class FreshMachineTest {
    @TempDir
    private Path machine;

    @Test
    void storageTestFirst_orFaultTestFirst_bothFindPostgres_andLeaveNothingBehind() throws IOException {
        Path temporary = Files.createDirectory(machine.resolve("tmp"));
        Path checkout = Files.createDirectory(machine.resolve("checkout"));
        List<ChildProcess> jvms = new ArrayList<>();
        for (String[] order : new String[][] {{"storage", "fault"}, {"fault", "storage"}}) {
            jvms.add(jvm(checkout, temporary, machine.resolve(order[0] + ".log"), order));
        }

        for (ChildProcess jvm : jvms) {
            assertThat(jvm.awaitExit(TimeLimit.ofMinutes(2)))
                    .as(() -> jvm.logTail(40))
                    .isZero();
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(names(checkout)).containsExactly("target");
        assertThat(names(checkout.resolve("target/postgres")))
                .as("one copy of the programs, whole, and the lock")
                .hasSize(2)
                .contains("lock");
    }

    private static ChildProcess jvm(Path checkout, Path temporary, Path log, String... order) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FirstUse.class.getName()));
        command.addAll(List.of(order));
        return ChildProcess.startIn(checkout, command, Map.of("TMPDIR", temporary.toString()), log);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
