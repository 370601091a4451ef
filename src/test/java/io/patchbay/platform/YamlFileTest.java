package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void readable_remembersWhereAValueStands() {
        YamlFile file = YamlFile.parse("queues.yaml", "a:\n  - b: 1\n");

        assertThat(file.at("/a/0/b", "is wrong", "mend it").toString()).startsWith("queues.yaml:2:5: is wrong");
    }
}
