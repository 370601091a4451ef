package io.patchbay.api;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A text as it is spelled on the telephone: letters by the words of the international radiotelephony alphabet, digits
 * one by one.
 *
 * @see <a href="https://www.icao.int/">ICAO Annex 10, volume II, 5.2.1.3</a>
 */
final class PhoneticSpelling {
    private static final String[] LETTERS =
            ("Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec"
                            + " Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu")
                    .split(" ");
    private static final String[] DIGITS = "zero one two three four five six seven eight nine".split(" ");

    private PhoneticSpelling() {}

    static String of(String text) {
        return text.toUpperCase(Locale.ROOT)
                .codePoints()
                .mapToObj(PhoneticSpelling::word)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String word(int character) {
        if (character >= 'A' && character <= 'Z') {
            return LETTERS[character - 'A'];
        }
        if (character >= '0' && character <= '9') {
            return DIGITS[character - '0'];
        }
        return switch (character) {
            case '+' -> "plus";
            case '-' -> "dash";
            case '.' -> "dot";
            case '@' -> "at";
            case '_' -> "underscore";
            case ' ' -> "";
            default -> Character.toString(character);
        };
    }
}
