package io.patchbay.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFittingTest {
    private static final List<Example> SOME = Corpus.examples().stream()
            .filter(example -> example.language().equals("de"))
            .toList();

    private static final String OWN = "The blue lorry of Zebedee came to our gate twice at night.";

    @TempDir
    Path folder;

    @Test
    void theSameExamples_giveTheSameModel_bitForBit() {
        LinearModel one = ModelFitting.fit(SOME);
        LinearModel other = ModelFitting.fit(SOME);
        assertThat(one.weights()).isEqualTo(other.weights());
        assertThat(one.rarity()).isEqualTo(other.rarity());
        assertThat(one.rows().hashes()).isEqualTo(other.rows().hashes());
    }

    @Test
    void whatIsWritten_isReadAgain_andJudgesAlike() throws IOException {
        LinearModel model = ModelFitting.fit(SOME);
        Path file = folder.resolve("model.bin");
        ModelFile.write(file, model, Calibration.none(), "texts");
        assertThat(ModelFile.isOf(file, "texts")).isTrue();
        assertThat(ModelFile.isOf(file, "other texts")).isFalse();
        LinearModel read;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            read = ModelFile.read(in).model();
        }
        SentenceFeatures sentence = SentenceFeatures.of("Jemand hat sich in mein Konto eingeloggt");
        assertThat(read.shares(read.vector(sentence)))
                .usingComparatorWithPrecision(0.005)
                .containsExactly(model.shares(model.vector(sentence)));
    }

    @Test
    void aCompanysOwnExample_isHeard_andTheOthersStay() {
        Meaning shipped = Meaning.shipped();
        Meaning further = shipped.with(List.of(
                new Example(Topic.SECURITY, "en", "", OWN),
                new Example(Topic.SECURITY, "en", "", "A blue lorry of Zebedee stands at the gate again.")));
        assertThat(shipped.hear(List.of(OWN)).score(Topic.SECURITY)).isLessThan(0.5);
        Heard heard = further.hear(List.of("The blue lorry of Zebedee is at our gate"));
        assertThat(heard.score(Topic.SECURITY)).isGreaterThan(0.6);
        assertThat(heard.nearest().get(0).example()).contains("Zebedee");
        assertThat(heard.model()).isEqualTo(further.model()).isNotEqualTo(shipped.model());
        List<Example> others = Corpus.calibration();
        long before = others.stream().filter(text -> first(shipped, text)).count();
        long after = others.stream().filter(text -> first(further, text)).count();
        assertThat(after).isGreaterThanOrEqualTo(before - others.size() / 50);
    }

    @Test
    void aCompanysOwnExamples_giveTheSameModel_inAnyOrder() {
        Example one = new Example(Topic.SECURITY, "en", "", OWN);
        Example other = new Example(Topic.BILLING, "en", "", "The yellow slip was booked twice in our ledger.");
        Meaning forth = Meaning.shipped().with(List.of(one, other));
        Meaning back = Meaning.shipped().with(List.of(other, one));
        assertThat(forth.model()).isEqualTo(back.model());
        assertThat(forth.hear(List.of(OWN))).isEqualTo(back.hear(List.of(OWN)));
    }

    private static boolean first(Meaning meaning, Example text) {
        Heard heard = meaning.hear(List.of(text.text()));
        return Topic.ALL.stream().allMatch(topic -> heard.score(topic) <= heard.score(text.topic()));
    }
}
