package io.patchbay.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.TranscriptMark;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OpeningWordsTest {
    private static final String MARK = TranscriptMark.on("");

    @Test
    void greetingsAndConsent_areLeftOut_andThreeSentencesAreKept() {
        assertThat(OpeningWords.of(List.of(
                        "Hello there.",
                        "Yes.",
                        "Our checkout is down. It began at nine. Nobody can pay.",
                        "We need a call back.")))
                .isEqualTo("Our checkout is down. It began at nine. Nobody can pay." + MARK);
    }

    @Test
    void scriptWithoutSpaces_isKept() {
        assertThat(OpeningWords.of(List.of("无法登录。"))).isEqualTo("无法登录。" + MARK);
    }

    @Test
    void callerWhoSaysNothing_isNotSummarised() {
        assertThat(OpeningWords.of(List.of())).isEmpty();
        assertThat(OpeningWords.of(List.of("Hello?", "Yes"))).isEmpty();
    }

    @Test
    void sentenceWithoutEnd_isCutAtAWord() {
        String endless = String.join(" ", Collections.nCopies(200, "again"));

        assertThat(OpeningWords.of(List.of(endless)))
                .endsWith("again…" + MARK)
                .hasSizeLessThanOrEqualTo(401 + MARK.length());
    }

    @Property(tries = 500)
    void anyWords_stayInBounds(@ForAll List<String> turns) {
        assertThat(OpeningWords.of(turns)).hasSizeLessThanOrEqualTo(401 + MARK.length());
    }
}
