package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file, it is read or refused with its place. */
class YamlFileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a: 1\n? [x]\n: b\n", "a: 1\n? {x: y}\n: b\n", "a: 1\na: 2\n", "a: 1\n\tb: 2\n", "a: 1\nb: *c\n"
            })
    void unreadable_isAProblemOnTheSecondLineWithAFix(String text) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> YamlFile.parse("queues.yaml", text));

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("queues.yaml");
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.fix()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x {b: 1}\nc: *x\n",
                "a: &x text\nc: *x\n",
                "a: &x {b: 1}\nc: {<<: *x}\n",
                "&x a: 1\nb: [*x , *x]\n"
            })
    void alias_isAProblemOnItsLine(String text) {
        assertThat(problemOf(text)).startsWith("rules.yaml:2:").contains("an alias stands here");
    }

    static Stream<String> deep() {
        return Stream.of(
                "a: " + "[ ".repeat(50_000) + "] ".repeat(50_000),
                "a: " + "{b: ".repeat(60) + "1" + "}".repeat(60),
                "a: " + "[ ".repeat(500_000),
                IntStream.range(0, 41).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining())
                        + " ".repeat(41) + "b: 1");
    }

    @ParameterizedTest
    @MethodSource("deep")
    void deepNesting_isAProblemWithItsPlace(String text) {
        long begun = System.nanoTime();

        assertThat(problemOf(text)).contains("this is nested deeper than 40").doesNotStartWith("rules.yaml:0");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TimeLimit.ofSeconds(5));
    }

    static Stream<Arguments> beyondBounds() {
        return Stream.of(
                Arguments.of("a: \u0001", "characters that YAML does not allow"),
                Arguments.of(("# " + "x".repeat(97) + "\n").repeat(100_001), "too long"),
                Arguments.of("a: b" + " ".repeat(900_000), "rules.yaml:1:5: more than 1000 blanks follow each other"),
                Arguments.of(
                        "a: b\n # " + "x ".repeat(450_000), "rules.yaml:2:2: a comment has more than 20000 characters"),
                Arguments.of("a: \"" + "x".repeat(900_000) + "\"", "rules.yaml:1:4: a word has more than 20000"),
                Arguments.of(
                        IntStream.range(0, 5_001)
                                .mapToObj(i -> "k" + i + ": 1\n")
                                .collect(Collectors.joining()),
                        "more than 5000 different keys"),
                Arguments.of("\"" + "k".repeat(501) + "\": 1", "more than 500 characters"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("beyondBounds")
    void textBeyondTheBounds_isAProblem(String text, String problem) {
        assertThat(problemOf(text)).contains(problem);
    }

    /** The scanner takes quadratic time for these; what reads them is asked over HTTP. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "# ", "#x ", "\n"})
    void textOfManyEqualParts_isReadOrRefusedInHalfASecond(String part) {
        String text = "a: b\n" + part.repeat(900_000 / part.length());

        long start = System.nanoTime();
        try {
            YamlFile.parse("rules.yaml", text);
        } catch (ConfigurationException refused) {
            assertThat(refused).hasMessageContaining("rules.yaml");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TimeLimit.of(Duration.ofMillis(500)));
    }

    @Test
    void infiniteNumber_isAText() {
        assertThat(YamlFile.parse("rules.yaml", "a: 1.0e999").tree().get("a").isTextual())
                .isTrue();
    }

    private static String problemOf(String text) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> YamlFile.parse("rules.yaml", text));
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0).toString();
    }

    @Test
    void readable_remembersWhereAValueStands() {
        YamlFile file = YamlFile.parse("queues.yaml", "a:\n  - b: 1\n");

        assertThat(file.at("/a/0/b", "is wrong", "mend it").toString()).startsWith("queues.yaml:2:5: is wrong");
    }
}
