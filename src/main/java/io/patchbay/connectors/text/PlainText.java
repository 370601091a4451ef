package io.patchbay.connectors.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that somebody else said, made fit to be written down: without characters that cannot be shown, and cut where a
 * reader sees a character end. Lengths count UTF-16 units, which no provider counts more strictly. Nearly all text needs
 * nothing of that, which one look at its characters says.
 */
public final class PlainText {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    /** Control characters but line feed, and the marks that make text run backwards over its surroundings. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\uFFFE\\uFFFF]");
    /** Below this every character stands for itself: what combines with the one before it comes later. */
    private static final char FIRST_COMBINING = 0x300;

    private PlainText() {}

    /** The text with its lines, at the most that long. */
    public static String lines(String text, int max) {
        String head = head(text, max);
        String clean = standsAsLines(head)
                ? head
                : clean(head.replace("\r\n", "\n").replace('\r', '\n')).strip();
        return cut(clean, max);
    }

    /** The text on one line, at the most that long. */
    public static String line(String text, int max) {
        String head = head(text, max);
        String clean = standsAsLine(head)
                ? head
                : clean(SPACE.matcher(head).replaceAll(" ")).strip();
        return cut(clean, max);
    }

    /** An id somebody else gave: as it is, unless it holds what no id should. */
    public static String id(String text) {
        return line(text, 255);
    }

    /** As much as can matter: nobody pays for cleaning a megabyte of which a line is shown. */
    private static String head(String text, int max) {
        int end = 16 * max;
        if (text.length() <= end) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    /** Whether it is one line as it stands: nothing hidden, and single spaces between words only. */
    private static boolean standsAsLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == ' ' ? before == ' ' : !isShown(letter)) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
            before = letter;
        }
        return before != ' ' || text.isEmpty();
    }

    /** Whether it is lines as it stands: nothing hidden, and no space or line feed at either end. */
    private static boolean standsAsLines(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean edge = i == 0 || i == text.length() - 1;
            if (letter == ' ' || letter == '\n' ? edge : !isShown(letter)) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** A character that is no space, no control character, none of the marks that hide or turn text, and no half of one. */
    private static boolean isShown(char letter) {
        if (letter < 0x2000) {
            return letter > ' ' && letter < 0x7F || letter > 0xA0 && letter != 0x1680;
        }
        if (letter < 0x3001) {
            return letter > 0x200A && letter < 0x2028
                    || letter > 0x202F && letter < 0x205F
                    || letter > 0x205F && letter < 0x2066
                    || letter > 0x2069 && letter < 0x3000;
        }
        return letter < Character.MIN_SURROGATE
                || letter > Character.MAX_SURROGATE && letter != 0xFEFF && letter < 0xFFFE;
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static String clean(String text) {
        String shown = HIDDEN.matcher(text.replace('\t', ' ')).replaceAll("");
        StringBuilder whole = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char letter = shown.charAt(i);
            if (isPair(shown, i)) {
                whole.append(letter).append(shown.charAt(++i));
            } else {
                whole.append(Character.isSurrogate(letter) ? '\uFFFD' : letter);
            }
        }
        return whole.toString();
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, end(text, max)) + "…";
    }

    /** Where the last character ends that fits with a mark of the cut behind it. */
    private static int end(String text, int max) {
        if (max > 0 && standAlone(text, max)) {
            return max - 1;
        }
        // No more than twice the room is looked at: one endless grapheme is cut between its code points.
        Matcher graphemes = GRAPHEME.matcher(text).region(0, Math.min(text.length(), 2 * max));
        int end = 0;
        while (graphemes.find() && graphemes.end() < max) {
            end = graphemes.end();
        }
        if (end == 0 && max > 1) {
            end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
        }
        return end;
    }

    /** Whether each of the characters up to there, with the next one, is one for a reader. */
    private static boolean standAlone(String text, int last) {
        for (int i = 0; i <= last; i++) {
            if (text.charAt(i) >= FIRST_COMBINING) {
                return false;
            }
        }
        return true;
    }
}
