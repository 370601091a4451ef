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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureSignatureTest {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern CODES =
            Pattern.compile("\\b(?!(?:INV|PO|SO|ORD|ORDER|REQ|ID|TKT|TICKET|CASE|USER|USR|ACC|ACCT|CUST"
                    + "|REF|TX|TXN|JOB|DOC|NO|NR)[-_]?\\d)([A-Z]{1,8})[-_]?(\\d{4,6})\\b");
    private static final Pattern IDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|\\b[0-9a-f]{12,}\\b|(?<![\u0001\\d])\\d{4,}");
    private static final Pattern REST = Pattern.compile("[^\\p{L}\\p{N}#]+");

    /** As it is defined, by regular expressions alone. */
    private static String defined(String text) {
        String codes = CODES.matcher(text.replace('\u0001', ' ')).replaceAll("$1\u0001$2");
        String plain =
                MARKS.matcher(Normalizer.normalize(codes, Normalizer.Form.NFKD)).replaceAll("");
        String without = IDS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("#");
        String folded = REST.matcher(without).replaceAll(" ").strip();
        return folded.length() <= 200 ? folded : folded.substring(0, 200);
    }

    @Property(tries = 3_000)
    void fold_isWhatItsDefinitionSays_forAnyText(@ForAll("texts") String text) {
        assertThat(FailureSignature.fold(text)).isEqualTo(defined(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ORA-00942: table or view does not exist | ORA-01017: invalid username
            Saving failed with E1001                | Saving failed with E2002
            FS_50701 insufficient space             | FS_50702 insufficient space
            """)
    void errorCodes_keepFailuresApart(String one, String other) {
        assertThat(FailureSignature.fold(one)).isNotEqualTo(FailureSignature.fold(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Order 12345 cannot be saved         | order 99887 cannot be saved
            INV-20231 cannot be printed         | INV-20232 cannot be printed
            E1001 for user 48213                | E1001 for user 5521377
            Timeout of JOB-4711 after 30 s      | timeout of JOB-4712 after 30 s
            """)
    void numbersOfRecords_areLeftOut(String one, String other) {
        assertThat(FailureSignature.fold(one)).isEqualTo(FailureSignature.fold(other));
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
                        "ORA-00942",
                        "E1001",
                        "INV-20231",
                        "order 12345",
                        "a__b",
                        "x.y"));
        return parts.list().ofMaxSize(8).map(list -> String.join("", list));
    }
}
