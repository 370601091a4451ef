package io.patchbay.intake.expression;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void nullsAndLoneSurrogates_becomeReplacementCharacters() {
        assertThat(SafeText.of("a\u0000b\uD83Dc\uDE00d\u001Be", 99)).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    }

    @Test
    void pairsLineEndsAndOtherScripts_stay() {
        assertThat(SafeText.of(" 😀\tשלום\nтест ", 99)).isEqualTo("😀\tשלום\nтест");
    }

    @Test
    void longText_isCutBetweenCharacters() {
        assertThat(SafeText.of("ab😀cdef", 4)).isEqualTo("ab…");
        assertThat(SafeText.of("abcd", 4)).isEqualTo("abcd");
    }

    @Property
    void anyText_becomesSafeAndBounded(
            @ForAll @CharRange(from = 0, to = 0xFFFF) String text, @ForAll @IntRange(min = 1, max = 50) int longest) {
        String safe = SafeText.of(text, longest);
        assertThat(safe.length()).isLessThanOrEqualTo(longest);
        assertThat(safe.codePoints()).noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
        assertThat(SafeText.of(safe, longest)).isEqualTo(safe.strip());
    }
}
