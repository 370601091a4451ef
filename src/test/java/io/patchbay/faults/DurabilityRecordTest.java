package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.faults.DurabilityRecord.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityRecordTest {
    private static final Run FIRST = new Run(LocalDate.parse("2026-11-28"), 101, 27, 2_360, 0, 0, 0);
    private static final Run SECOND = new Run(LocalDate.parse("2026-11-29"), 102, 30, 2_640, 1, 2, 3);

    @Test
    void record_ofRuns_isReadBackAndAddsUp(@TempDir Path folder) throws Exception {
        DurabilityRecord record = new DurabilityRecord(folder.resolve("runs.md"));

        record.add(FIRST);
        record.add(SECOND);

        assertThat(record.runs()).containsExactly(FIRST, SECOND);
        assertThat(record.total())
                .isEqualTo("2 runs, 57 kills, 5,000 calls, 1 lost, 2 doubled, 3 other broken promises");
    }

    @Test
    void record_addedToADocument_keepsItsWords(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("runs.md"), "# Runs\n\n| date | seed |\n| --- | --- |\n");

        new DurabilityRecord(file).add(FIRST);

        assertThat(file).content().startsWith("# Runs\n").endsWith("| 2026-11-28 | 101 | 27 | 2360 | 0 | 0 | 0 |\n");
    }

    @Test
    void shippedRecord_isOneThatCanBeRead() throws Exception {
        assertThat(new DurabilityRecord(Path.of("docs/durability.md")).runs())
                .isNotEmpty()
                .allMatch(run -> run.kills() > 0 && run.calls() > 0);
    }
}
