package io.patchbay.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void aText_isCutAtTheEndsOfItsSentences_andEachIsKeptOnce() {
        assertThat(Sentences.of(
                        List.of("The export fails again. Somebody has our password list!\nCall me back soon. ok")))
                .containsExactly("The export fails again.", "Somebody has our password list!", "Call me back soon.");
        assertThat(Sentences.of(List.of("The export fails again.", "The export fails again.")))
                .containsExactly("The export fails again.");
    }

    @Test
    void eachSentence_isJudgedByItself_andWithTheOneAfterIt() {
        assertThat(Sentences.judged(List.of("I got a text message. It was not from you. What now then?")))
                .containsExactly(
                        "I got a text message.",
                        "It was not from you.",
                        "What now then?",
                        "I got a text message. It was not from you.",
                        "It was not from you. What now then?");
    }

    @Test
    void speechWithoutPunctuation_isCutIntoStretchesThatOverlap() {
        String speech = IntStream.range(0, 60).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        List<String> stretches = Sentences.of(List.of(speech));
        assertThat(stretches).hasSize(4);
        assertThat(stretches.get(0)).startsWith("word0 ").endsWith(" word25");
        assertThat(stretches.get(1)).startsWith("word13 ").endsWith(" word38");
        assertThat(stretches.get(3)).endsWith(" word59");
    }

    @Test
    void aVeryLongCall_isJudgedByItsBeginningAndItsEnd() {
        List<String> sentences = IntStream.range(0, 500)
                .mapToObj(i -> "This is sentence number " + i + ".")
                .toList();
        List<String> judged = Sentences.of(List.of(String.join(" ", sentences)));
        assertThat(judged).hasSize(Sentences.MOST);
        assertThat(judged.get(0)).isEqualTo(sentences.get(0));
        assertThat(judged.get(Sentences.MOST - 1)).isEqualTo(sentences.get(499));
    }

    @Test
    void aTextOfAnyLength_costsNoMoreThanTheBound() {
        List<String> judged = Sentences.judged(List.of("x".repeat(3_000_000), "word ".repeat(1_000_000)));
        assertThat(judged).hasSizeLessThanOrEqualTo(2 * Sentences.MOST);
        assertThat(judged).allSatisfy(sentence -> assertThat(sentence).hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void aTextThatSaysNothing_hasNoSentence() {
        assertThat(Sentences.judged(List.of("", "  \n "))).isEmpty();
    }

    @Test
    void addressesMarkupAndPlaceholders_areNotJudged() {
        assertThat(Sentences.of(
                        List.of("Please look at <b>https://evil.example.com/hack</b> and ${jndi:ldap://x} now")))
                .containsExactly("Please look at and now");
    }
}
