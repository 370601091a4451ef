package io.patchbay.meaning;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as the words that are compared, in a lexicon as in examples: compatibility-decomposed (NFKD), without accents and invisible
 * characters, in lower case, split wherever no letter or digit stands.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/">Unicode normalization forms</a>
 */
public final class Words {
    private Words() {}

    public static List<String> of(String text) {
        String plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at < plain.length()) {
            int codePoint = plain.codePointAt(at);
            at += Character.charCount(codePoint);
            if (isPlain(codePoint)) {
                word.append((char) codePoint);
            } else if (Character.isLetterOrDigit(codePoint)) {
                fold(codePoint, word);
            } else if (codePoint < 128 || !joins(codePoint)) {
                end(word, words);
            }
        }
        end(word, words);
        return words;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /** Most of what is ever said; taken as it is, for speed. */
    private static boolean isPlain(int codePoint) {
        return (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= '0' && codePoint <= '9');
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** Accents, and characters that nobody sees (soft hyphen, zero-width joiners), stand inside a word. */
    private static boolean joins(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    /** Lower case, and the letters that Unicode does not decompose although people write them without their stroke. */
    private static void fold(int codePoint, StringBuilder word) {
        int lower = Character.toLowerCase(codePoint);
        switch (lower) {
            case 'ß' -> word.append("ss");
            case 'æ' -> word.append("ae");
            case 'œ' -> word.append("oe");
            case 'ø' -> word.append('o');
            case 'ł' -> word.append('l');
            case 'đ' -> word.append('d');
            case 'ı' -> word.append('i');
            default -> word.appendCodePoint(lower);
        }
    }
}
