package io.patchbay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FailureSignatureTest {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern IDS = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|\\b[0-9a-f]{12,}\\b|\\d{4,}");
    private static final Pattern REST = Pattern.compile("[^\\p{L}\\p{N}#]+");

    /** As it is defined, by regular expressions alone. */
    private static String defined(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String without = IDS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("#");
        String folded = REST.matcher(without).replaceAll(" ").strip();
        return folded.length() <= 200 ? folded : folded.substring(0, 200);
    }

    @Property(tries = 3_000)
    void fold_isWhatItsDefinitionSays_forAnyText(@ForAll("texts") String text) {
        assertThat(FailureSignature.fold(text)).isEqualTo(defined(text));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> parts = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings().withChars("0123456789abcdefABCDEF-").ofMaxLength(45),
                Arbitraries.strings()
                        .withChars("\u00e9\u00df\u0130\uff11 #\t\n-")
                        .ofMaxLength(4),
                Arbitraries.of(
                        "550e8400-e29b-41d4-a716-446655440000",
                        "deadbeefdead",
                        "HTTP 503",
                        "order 12345",
                        "a__b",
                        "x.y"));
        return parts.list().ofMaxSize(8).map(list -> String.join("", list));
    }
}
