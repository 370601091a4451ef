package io.patchbay.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void a_short_text_stays_as_it_is() {
        assertThat(PlainText.line("Žluť 🚒 שלום 𝒳 \"q\" {{x}} <b>", 100)).isEqualTo("Žluť 🚒 שלום 𝒳 \"q\" {{x}} <b>");
    }

    @Test
    void a_line_has_no_line_feeds_and_lines_keep_them() {
        assertThat(PlainText.line(" a\r\n\tb\u2028c ", 100)).isEqualTo("a b c");
        assertThat(PlainText.lines(" a\r\nb\rc ", 100)).isEqualTo("a\nb\nc");
    }

    @Test
    void what_cannot_be_shown_or_turns_text_around_is_left_out() {
        assertThat(PlainText.line("a\u0000b\u0007c\u202Ed\u2066e\uFEFF", 100)).isEqualTo("abcde");
    }

    @Test
    void half_a_character_becomes_the_replacement_character() {
        assertThat(PlainText.line("a\uD83Db\uDE92c", 100)).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @Test
    void a_cut_falls_between_characters_as_a_reader_sees_them() {
        assertThat(PlainText.line("ab👩‍💻cd", 6)).isEqualTo("ab…");
        assertThat(PlainText.line("ab👩‍💻cd", 8)).isEqualTo("ab👩‍💻…");
        assertThat(PlainText.line("abe\u0301f", 4)).isEqualTo("ab…");
        assertThat(PlainText.line("🚒🚒🚒", 4)).isEqualTo("🚒…");
    }

    @Test
    void a_character_without_end_is_cut_all_the_same() {
        assertThat(PlainText.line("e" + "\u0301".repeat(1_000), 50)).hasSize(50);
        assertThat(PlainText.line("👩" + "\u200D👩".repeat(1_000), 50)).hasSizeBetween(2, 50);
    }

    @Property
    void the_bound_holds_and_the_result_can_always_be_encoded(
            @ForAll String text, @ForAll @IntRange(min = 1, max = 60) int max) {
        for (String plain : new String[] {PlainText.line(text, max), PlainText.lines(text, max)}) {
            assertThat(plain.length()).isLessThanOrEqualTo(max);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(plain)).isTrue();
        }
    }

    @Property
    void making_it_plain_twice_changes_nothing(@ForAll String text) {
        assertThat(PlainText.line(PlainText.line(text, 40), 40)).isEqualTo(PlainText.line(text, 40));
    }

    /** Ordinary letters and everything that is treated differently, each often enough to meet the others. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> special = Arbitraries.of(
                ' ', '\t', '\n', '\r', '\u000B', '\f', '\u001F', '\u0000', '\u007F', '\u0085', '\u00A0', '\u00AD',
                '\u0300', '\u0301', '\u1680', '\u180E', '\u2000', '\u200A', '\u200B', '\u200D', '\u2028', '\u2029',
                '\u202A', '\u202E', '\u202F', '\u205F', '\u2060', '\u2066', '\u2069', '\u206A', '\u3000', '\u3001',
                '\uD83D', '\uDE92', '\uDFFF', '\uD800', '\uE000', '\uFEFF', '\uFFFD', '\uFFFE', '\uFFFF');
        Arbitrary<Character> plain = Arbitraries.of('a', 'b', 'é', 'ž', '"', '…', '漢', ' ', 'x');
        Arbitrary<Character> letters =
                Arbitraries.frequencyOf(Tuple.of(20, plain), Tuple.of(2, special), Tuple.of(1, Arbitraries.chars()));
        return letters.list().ofMaxSize(90).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::append);
            return text.toString();
        });
    }

    @Property(tries = 20_000)
    void one_look_says_the_same_as_every_expression(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 60) int max) {
        assertThat(PlainText.line(text, max)).isEqualTo(ByExpressions.line(text, max));
        assertThat(PlainText.lines(text, max)).isEqualTo(ByExpressions.lines(text, max));
    }

    @Test
    void every_single_character_is_treated_as_the_expressions_treat_it() {
        for (int letter = 0; letter <= Character.MAX_VALUE; letter++) {
            String text = "a" + (char) letter + "b";
            assertThat(PlainText.line(text, 10)).isEqualTo(ByExpressions.line(text, 10));
            assertThat(PlainText.lines(text, 10)).isEqualTo(ByExpressions.lines(text, 10));
            assertThat(PlainText.line(text + text, 4)).isEqualTo(ByExpressions.line(text + text, 4));
        }
    }

    /** The same by expressions alone, which is plain to see and slow. */
    private static final class ByExpressions {
        private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
        private static final Pattern GRAPHEME = Pattern.compile("\\X");
        private static final Pattern HIDDEN =
                Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\uFFFE\\uFFFF]");

        static String lines(String text, int max) {
            return cut(
                    clean(head(text, max).replace("\r\n", "\n").replace('\r', '\n'))
                            .strip(),
                    max);
        }

        static String line(String text, int max) {
            return cut(clean(SPACE.matcher(head(text, max)).replaceAll(" ")).strip(), max);
        }

        private static String head(String text, int max) {
            int end = 16 * max;
            if (text.length() <= end) {
                return text;
            }
            return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        }

        private static String clean(String text) {
            return HIDDEN.matcher(text.replace('\t', ' '))
                    .replaceAll("")
                    .codePoints()
                    .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private static String cut(String text, int max) {
            if (text.length() <= max) {
                return text;
            }
            Matcher graphemes = GRAPHEME.matcher(text).region(0, Math.min(text.length(), 2 * max));
            int end = 0;
            while (graphemes.find() && graphemes.end() < max) {
                end = graphemes.end();
            }
            if (end == 0 && max > 1) {
                end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
            }
            return text.substring(0, end) + "…";
        }
    }
}
