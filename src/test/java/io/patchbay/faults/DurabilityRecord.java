package io.patchbay.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Durability runs that add up: a Markdown file with a table at its end, a row for each run, in the order of the runs. */
final class DurabilityRecord {
    private static final String HEAD = "| date | seed | kills | calls | lost | doubled | other broken promises |";
    private static final int CELLS = 7;

    private final Path file;

    DurabilityRecord(Path file) {
        this.file = file;
    }

    /**
     * @param kills of hubs that were at work
     * @param calls that were accepted
     * @param lost accepted deliveries that are nowhere
     * @param doubled tickets, messages and pages that were made more often than once
     * @param other promises broken besides
     */
    record Run(LocalDate date, int seed, long kills, long calls, long lost, long doubled, long other) {
        private String row() {
            return "| %s | %d | %d | %d | %d | %d | %d |".formatted(date, seed, kills, calls, lost, doubled, other);
        }

        private static Run of(String row) {
            String[] cells = Arrays.stream(row.substring(1).split("\\|"))
                    .map(String::trim)
                    .toArray(String[]::new);
            long[] numbers =
                    Arrays.stream(cells, 2, CELLS).mapToLong(Long::parseLong).toArray();
            return new Run(
                    LocalDate.parse(cells[0]),
                    Integer.parseInt(cells[1]),
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    numbers[3],
                    numbers[4]);
        }
    }

    /** Adds the run; a file that is not there begins with the table's head. */
    void add(Run run) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, HEAD + "\n" + "| --- ".repeat(CELLS) + "|\n");
        }
        Files.writeString(file, run.row() + "\n", StandardOpenOption.APPEND);
    }

    List<Run> runs() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("\\| \\d{4}-\\d\\d-\\d\\d .*"))
                .map(Run::of)
                .toList();
    }

    /** All runs together, in one line. */
    String total() throws IOException {
        List<Run> runs = runs();
        return "%d runs, %,d kills, %,d calls, %d lost, %d doubled, %d other broken promises"
                .formatted(
                        runs.size(),
                        runs.stream().mapToLong(Run::kills).sum(),
                        runs.stream().mapToLong(Run::calls).sum(),
                        runs.stream().mapToLong(Run::lost).sum(),
                        runs.stream().mapToLong(Run::doubled).sum(),
                        runs.stream().mapToLong(Run::other).sum());
    }
}
