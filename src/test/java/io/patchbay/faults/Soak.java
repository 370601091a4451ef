package io.patchbay.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Watches one hub, with the serial collector, that runs undisturbed under load: what lives on the heap after a full
 * collection, threads, open files, connections among them, and rows that are not settled. What grows from the first third of
 * the looks to the last by more than its slack is a leak, or a load that the hub does not bear.
 */
final class Soak {
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Pattern USED = Pattern.compile("tenured generation\\s+total \\d+K, used (\\d+)K");

    private final ChildHub hub;
    private final LongSupplier backlog;
    private final List<Look> looks = new ArrayList<>();

    record Look(long heapKilobytes, long threads, long files, long backlog) {}

    /** @param backlog how many rows are not settled */
    Soak(ChildHub hub, LongSupplier backlog) {
        this.hub = hub;
        this.backlog = backlog;
    }

    void run(Duration time) throws InterruptedException, IOException {
        CountDownLatch never = new CountDownLatch(1);
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            never.await(BETWEEN.toSeconds(), TimeUnit.SECONDS);
            looks.add(look());
        }
    }

    private Look look() throws IOException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        // What lives is in the old generation then; the young one holds what has been made since.
        long heap = used.find() ? Long.parseLong(used.group(1)) : 0;
        Path process = Path.of("/proc", Long.toString(hub.pid()));
        try (Stream<Path> files = Files.list(process.resolve("fd"));
                Stream<Path> threads = Files.list(process.resolve("task"))) {
            return new Look(heap, threads.count(), files.count(), backlog.getAsLong());
        }
    }

    private String jcmd(String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(hub.pid()), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }

    /** What has grown: nothing, one hopes. A tenth and 16 MiB of heap, 10 threads, 20 files and 200 rows are no growth. */
    List<String> grown() {
        List<String> grown = new ArrayList<>();
        compare("heap after collection, KiB", Look::heapKilobytes, 16 * 1_024, grown);
        compare("threads", Look::threads, 10, grown);
        compare("open files", Look::files, 20, grown);
        compare("rows not settled", Look::backlog, 200, grown);
        return grown;
    }

    private void compare(String what, ToLongFunction<Look> value, long slack, List<String> grown) {
        int third = Math.max(1, looks.size() / 3);
        long first = median(looks.subList(0, third), value);
        long last = median(looks.subList(looks.size() - third, looks.size()), value);
        String line = "%s %d -> %d".formatted(what, first, last);
        System.out.println("soak: " + line);
        if (last > first + first / 10 + slack) {
            grown.add(line);
        }
    }

    private static long median(List<Look> looks, ToLongFunction<Look> value) {
        long[] sorted = looks.stream().mapToLong(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
