package io.patchbay.connectors.text;

import java.util.regex.Pattern;

/** The key of a Jira issue, for example {@code SUP-7}: what is none goes into no address and no text. */
public final class IssueKey {
    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]{0,30}-[1-9]\\d{0,17}");

    private IssueKey() {}

    public static boolean is(String text) {
        return KEY.matcher(text).matches();
    }
}
