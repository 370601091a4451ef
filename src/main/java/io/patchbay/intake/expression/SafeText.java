package io.patchbay.intake.expression;

/** Texts of senders and callers in a form that every database, JSON writer and provider takes. */
public final class SafeText {
    /** How long a text of a report may be. The raw event keeps what is cut off. */
    public static final int LONGEST = 8_000;

    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /**
     * The text without surrounding white space, with U+0000, other control characters (tab and line ends excepted) and
     * lone surrogates replaced by U+FFFD, and with an ellipsis for what is longer than that many characters.
     */
    public static String of(String text, int longest) {
        String stripped = text.strip();
        boolean cut = stripped.length() > longest;
        String kept = cut ? stripped.substring(0, longest - 1) : stripped;
        if (cut && !kept.isEmpty() && Character.isHighSurrogate(kept.charAt(kept.length() - 1))) {
            kept = kept.substring(0, kept.length() - 1);
        }
        return clean(kept) + (cut ? "…" : "");
    }

    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text, i)) {
                return replaceUnsafe(text);
            }
        }
        return text;
    }

    private static String replaceUnsafe(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            clean.append(isUnsafe(text, i) ? REPLACEMENT : text.charAt(i));
        }
        return clean.toString();
    }

    private static boolean isUnsafe(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c < ' ' && c != '\t' && c != '\n' && c != '\r';
    }
}
