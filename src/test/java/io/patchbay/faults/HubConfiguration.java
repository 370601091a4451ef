package io.patchbay.faults;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The shipped configuration with less patience, so that a fault is over within seconds: short calls and therefore short
 * leases, a breaker that lets calls try again soon, fewer threads. Everything else is what a company starts with. On a slow
 * machine deadlines and leases are longer, so that what is only slow is not taken for dead and done again and again.
 */
final class HubConfiguration {
    /** No more than so many times: whatever a killed hub had taken waits for it. */
    private static final double LONGEST = 5;

    private final Map<String, String> settings = new TreeMap<>();

    private String deadline = seconds(2);
    private String quietPeriod = seconds(8);
    private String pageHold = "60s";
    private String triageLease = seconds(5);
    private boolean paced;

    static HubConfiguration quick() {
        return new HubConfiguration();
    }

    /** The shipped configuration without the providers' own limits, for measuring the hub and not their patience. */
    static String unlimited(Path folder) {
        copy(Path.of("connectors-config"), folder, (file, text) -> withoutPace(text)
                .replaceAll("per_second: \\d+", "per_second: 0")
                .replaceAll("concurrency: \\d+", "concurrency: 300"));
        return folder.toAbsolutePath().toString();
    }

    /** The shipped configuration, copied so that a run may add to it. */
    static Map<String, String> shipped(Path folder) {
        copy(Path.of("connectors-config"), folder, (file, text) -> text);
        return Map.of("PATCHBAY_CONFIG_DIR", folder.toAbsolutePath().toString());
    }

    /** That configuration, copied so that a node's posts into one channel of Slack are so far apart. */
    static String paced(Path from, Path folder, String apart) {
        copy(from, folder, (file, text) -> text.replaceAll("post_every: \\w+", "post_every: " + apart));
        return folder.toAbsolutePath().toString();
    }

    private static String withoutPace(String text) {
        return text.replaceAll("post_every: \\w+", "post_every: 0s");
    }

    /** Posts into one channel of Slack are as far apart as a company's. */
    HubConfiguration paced() {
        paced = true;
        return this;
    }

    /** The deadline of one call; a lease is thrice that, and five seconds at the least. */
    HubConfiguration deadline(String duration) {
        deadline = duration;
        return this;
    }

    /** How long a confirmed page waits for the ticket and the message before it. */
    HubConfiguration pageHold(String duration) {
        pageHold = duration;
        return this;
    }

    /** How long claimed events belong to their node. */
    HubConfiguration triageLease(String duration) {
        triageLease = duration;
        return this;
    }

    /** How long after a call a search that finds nothing means that it did not happen. */
    HubConfiguration quietPeriod(String duration) {
        quietPeriod = duration;
        return this;
    }

    /** The environment that points a hub at a copy of the configuration in that folder. */
    Map<String, String> environment(Path folder) {
        copy(Path.of("connectors-config"), folder, this::changed);
        settings.put("PATCHBAY_CONFIG_DIR", folder.toAbsolutePath().toString());
        settings.put("PATCHBAY_DISPATCH_QUIET_PERIOD", quietPeriod);
        settings.put("PATCHBAY_TRIAGE_LEASE", triageLease);
        return settings;
    }

    private static String seconds(long onTheReferenceMachine) {
        return Math.round(onTheReferenceMachine * Math.min(LONGEST, TimeLimit.slowness())) + "s";
    }

    private static void copy(Path from, Path to, BiFunction<Path, String, String> change) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                String text = Files.readString(file);
                Files.writeString(target, change.apply(file, text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String changed(Path file, String text) {
        if (file.getParent().endsWith("destinations")) {
            return quicker(text);
        }
        return file.endsWith("queues.yaml") ? text.replace("hold: 60s", "hold: " + pageHold) : text;
    }

    private String quicker(String destination) {
        return (paced ? destination : withoutPace(destination))
                .replaceAll("concurrency: \\d+", "concurrency: 16")
                .replaceAll("connect_timeout: \\w+", "connect_timeout: 1s")
                .replaceAll("response_timeout: \\w+", "response_timeout: " + deadline)
                .replaceAll("call_deadline: \\w+", "call_deadline: " + deadline)
                .replaceAll("open_for: \\w+", "open_for: 2s");
    }
}
