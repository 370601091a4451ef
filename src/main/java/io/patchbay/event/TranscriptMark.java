package io.patchbay.event;

/** What stands behind a summary that nobody wrote: it is the caller's own first sentences. For people only. */
public final class TranscriptMark {
    private static final String TEXT = " [caller's own words, from the transcript]";

    private TranscriptMark() {}

    /** The caller's words, marked. */
    public static String on(String words) {
        return words + TEXT;
    }

    /** What the caller said, where the text is marked; otherwise the text as it is. */
    public static String off(String text) {
        return text.endsWith(TEXT) ? text.substring(0, text.length() - TEXT.length()) : text;
    }
}
