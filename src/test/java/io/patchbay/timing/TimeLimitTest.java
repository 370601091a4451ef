package io.patchbay.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.constraint.WaitConstraint;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    /** What waits for so long, or is held to so long: the limit follows. */
    private static final Pattern LIMIT =
            Pattern.compile("\\.(?:atMost|awaitReady|awaitExit|terminate|timeout|connectTimeout)\\("
                    + "|(?:nanoTime|took\\().*\\.isLessThan\\(|new Outcomes\\(\\w+, ");

    private static final String CONSTANT = "Duration\\.of(?:Seconds|Minutes|Millis)\\(";
    private static final Pattern NAMED = Pattern.compile("static final Duration (\\w+) =\\s*" + CONSTANT);
    private static final Pattern IN_UNITS = Pattern.compile("\\.(?:get|await|waitFor|orTimeout|awaitTermination)\\("
            + "\\d+, (?:TimeUnit\\.)?(?:SECONDS|MINUTES)\\)|setSoTimeout\\(\\d");

    @Test
    void limit_isNeverShorterThanWritten() {
        assertThat(TimeLimit.slowness()).isBetween(1.0, 20.0);
        assertThat(TimeLimit.ofSeconds(3)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void limit_growsWithTheLoad_andShrinksWithIt() {
        TimeLimit.Measure measure = new TimeLimit.Measure();
        assertThat(measure.slowness()).isEqualTo(1);
        measure.work(Duration.ofMillis(450));
        assertThat(measure.slowness()).isEqualTo(4.5);
        measure.work(Duration.ofMillis(40));
        assertThat(measure.slowness()).isEqualTo(1);
    }

    @Test
    void limit_growsWithTheSlowestStartOfAHub_andHasABound() {
        TimeLimit.Measure measure = new TimeLimit.Measure();
        measure.start(Duration.ofSeconds(24));
        measure.start(Duration.ofSeconds(2));
        assertThat(measure.slowness()).isEqualTo(3);
        measure.start(Duration.ofHours(1));
        assertThat(measure.slowness()).isEqualTo(20);
    }

    @Test
    void waitWithoutALimit_hasTheLimitOfThisMachine() throws ReflectiveOperationException {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(1));
        new DefaultTimeLimit().beforeEach(null);
        Field constraint = Awaitility.class.getDeclaredField("defaultWaitConstraint");
        constraint.setAccessible(true);
        assertThat(((WaitConstraint) constraint.get(null)).getMaxWaitTime())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void noTestWaitsForAConstant() throws IOException {
        List<String> constants = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.endsWith("TimeLimitTest.java"))
                    .toList()) {
                String text = Files.readString(file);
                Set<String> named = NAMED.matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet());
                text.lines()
                        .filter(line -> waitsForAConstant(line, named))
                        .forEach(line -> constants.add(file.getFileName() + ": " + line.strip()));
            }
        }
        assertThat(constants)
                .as("limits that do not grow with the machine's slowness: write TimeLimit.of… for Duration.of…")
                .isEmpty();
    }

    @Test
    void aConstantLimit_isSeen() {
        Set<String> named = Set.of("PATIENCE");
        assertThat(Stream.of(
                        "Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> true);",
                        ".atMost(PATIENCE)",
                        "assertThat(exit.took()).isLessThan(Duration.ofSeconds(3));",
                        "outcomes = new Outcomes(hub, PATIENCE);",
                        "latch.await(10, TimeUnit.SECONDS);",
                        "socket.setSoTimeout(20_000);"))
                .allMatch(line -> waitsForAConstant(line, named));
        assertThat(Stream.of(
                        ".atMost(TimeLimit.ofSeconds(3))",
                        ".atMost(SOON)",
                        "assertThat(retry).isLessThan(Duration.ofSeconds(3));"))
                .noneMatch(line -> waitsForAConstant(line, named));
    }

    private static boolean waitsForAConstant(String line, Set<String> named) {
        return IN_UNITS.matcher(line).find()
                || LIMIT.matcher(line)
                        .results()
                        .map(MatchResult::end)
                        .map(line::substring)
                        .anyMatch(limit ->
                                Pattern.compile(CONSTANT).matcher(limit).lookingAt()
                                        || named.stream().anyMatch(name -> limit.startsWith(name + ")")));
    }
}
