package io.patchbay.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {
    private static final Meaning MEANING = Meaning.shipped();

    /** How many texts may change their first topic when they are typed badly. */
    private static final double MOVED_BY_TYPOS = 0.08;

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(Corpus.calibration().stream().map(Example::text).toList());
    }

    @Property(tries = 500)
    void aSentenceMore_neverLowersAScore(@ForAll("texts") String text, @ForAll("texts") String more) {
        Heard alone = MEANING.hear(List.of(ended(text)));
        for (String longer : List.of(ended(text) + " " + more, ended(more) + " " + text)) {
            Heard both = MEANING.hear(List.of(longer));
            assertThat(Topic.ALL).allSatisfy(topic -> assertThat(both.score(topic))
                    .as("%s in: %s", topic, longer)
                    .isGreaterThanOrEqualTo(alone.score(topic)));
        }
    }

    private static String ended(String text) {
        return text.matches("(?s).*[.!?]$") ? text : text + ".";
    }

    @Property(tries = 200)
    void caseAccentsAndPunctuation_makeNoDifference(@ForAll("texts") String text) {
        Heard heard = MEANING.hear(List.of(text));
        assertThat(MEANING.hear(List.of(text.toUpperCase(Locale.ROOT).replace("ß", "SS")))
                        .scores())
                .isEqualTo(heard.scores());
        assertThat(MEANING.hear(List.of(text.replace(", ", " "))).scores()).isEqualTo(heard.scores());
    }

    @Test
    void typos_moveFewTexts() {
        Random random = new Random(7);
        List<Example> texts = Corpus.calibration();
        long moved = texts.stream()
                .filter(text -> first(text.text()) != first(misspelt(text.text(), random)))
                .count();
        assertThat((double) moved / texts.size()).isLessThan(MOVED_BY_TYPOS);
    }

    /** Two letters of every tenth word change their places. */
    private static String misspelt(String text, Random random) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(" ")) {
            if (word.length() > 4 && random.nextInt(10) == 0) {
                int at = 1 + random.nextInt(word.length() - 3);
                words.add(word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2));
            } else {
                words.add(word);
            }
        }
        return String.join(" ", words);
    }

    private static Topic first(String text) {
        Heard heard = MEANING.hear(List.of(text));
        return Topic.ALL.stream()
                .max((one, other) -> Double.compare(heard.score(one), heard.score(other)))
                .orElseThrow();
    }

    @Test
    void whatIsSaidInPassing_isHeardBehindOrdinaryMatters() {
        Heard heard =
                MEANING.hear(List.of("The customer asks where the export button went. She would like it back on the"
                        + " left. By the way, she says that their password list is being sold on the dark web."));
        assertThat(heard.score(Topic.SECURITY)).isGreaterThan(0.6);
        assertThat(heard.score(Topic.SUPPORT)).isGreaterThan(0.6);
        assertThat(heard.nearest().get(0).topic()).isEqualTo(Topic.SECURITY);
    }

    @Test
    void nothing_isJudgedWhereNothingIsSaid_orMeaningIsOff() {
        assertThat(MEANING.hear(List.of())).isEqualTo(Heard.NOTHING);
        assertThat(Meaning.OFF.hear(List.of("Somebody is in my account."))).isEqualTo(Heard.NOTHING);
        assertThat(Meaning.OFF.with(List.of(new Example(Topic.SECURITY, "en", "", "Somebody is in my account."))))
                .isSameAs(Meaning.OFF);
    }

    @Test
    void aTextInWhichNoTopicStandsOut_isUnsure() {
        assertThat(MEANING.hear(List.of("Well, you know how it is with these things."))
                        .unsure())
                .isTrue();
        assertThat(MEANING.hear(List.of("Our invoice shows the wrong amount and I want a refund."))
                        .unsure())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nld | Goedemiddag, ik kan sinds gisteren niet meer inloggen en mijn wachtwoord werkt nergens meer
            pol | Dzień dobry, od wczoraj nie mogę się zalogować i nikt nie odpowiada na moje wiadomości
            tur | Merhaba, dünden beri hesabıma giremiyorum ve kimse mesajlarıma cevap vermiyor
            jpn | 昨日からアカウントにログインできません。パスワードを忘れてしまいました。助けてください。
            """)
    void aLanguageWithoutExamples_isSaidToBeOne(String language, String text) {
        assertThat(MEANING.hear(List.of(text)).unsupportedLanguage()).isEqualTo(language);
    }

    @Test
    void noText_ofTheLanguagesThatHaveExamples_isSaidToBeInAnother() {
        assertThat(Corpus.calibration()).allSatisfy(text -> assertThat(
                        MEANING.hear(List.of(text.text())).unsupportedLanguage())
                .as(text.text())
                .isEmpty());
    }
}
