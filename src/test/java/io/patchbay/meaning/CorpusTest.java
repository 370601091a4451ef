package io.patchbay.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private static final Path LABELLED = Path.of("connectors-config/rules/texts/labelled.tsv");

    @Test
    void noTextThatIsMeasuredWith_wasLearntFromOrCalibratedWith() throws IOException {
        Set<List<String>> measured =
                new HashSet<>(words(Files.readAllLines(LABELLED).stream().map(line -> line.split("\t", 4)[3])));
        assertThat(words(Corpus.examples().stream().map(Example::text))).doesNotContainAnyElementsOf(measured);
        assertThat(words(Corpus.calibration().stream().map(Example::text))).doesNotContainAnyElementsOf(measured);
    }

    @Test
    void noText_isCalibratedWithThatWasLearntFrom() {
        Set<List<String>> examples =
                new HashSet<>(words(Corpus.examples().stream().map(Example::text)));
        assertThat(words(Corpus.calibration().stream().map(Example::text))).doesNotContainAnyElementsOf(examples);
    }

    @Test
    void everyTopic_hasExamplesInEveryLanguage() {
        for (String language : Corpus.LANGUAGES) {
            assertThat(Topic.ALL).allSatisfy(topic -> assertThat(Corpus.examples().stream()
                            .filter(example -> example.language().equals(language) && example.topic() == topic))
                    .hasSizeGreaterThan(100));
        }
    }

    private static Collection<List<String>> words(Stream<String> texts) {
        return texts.map(Words::of).toList();
    }
}
