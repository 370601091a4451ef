package io.patchbay.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
}
