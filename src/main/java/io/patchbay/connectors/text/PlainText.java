package io.patchbay.connectors.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that somebody else said, made fit to be written down: without characters that cannot be shown, and cut where a
 * reader sees a character end. Lengths count UTF-16 units, which no provider counts more strictly.
 */
public final class PlainText {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    /** Control characters but line feed, and the marks that make text run backwards over its surroundings. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\uFFFE\\uFFFF]");

    private PlainText() {}

    /** The text with its lines, at the most that long. */
    public static String lines(String text, int max) {
        return cut(
                clean(head(text, max).replace("\r\n", "\n").replace('\r', '\n')).strip(), max);
    }

    /** The text on one line, at the most that long. */
    public static String line(String text, int max) {
        return cut(clean(SPACE.matcher(head(text, max)).replaceAll(" ")).strip(), max);
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
        // No more than twice the room is looked at: one endless grapheme is cut between its code points.
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
