package io.patchbay.meaning;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error codes in a text: {@code ORA-00942}, {@code E1001}, {@code 0x80070005}, {@code HTTP 502}. Two failures with different
 * codes are two, whatever else they have in common.
 */
final class ErrorCodes {
    private static final Pattern CODE = Pattern.compile(
            "\\b(?:0[xX][0-9a-fA-F]{4,16}"
                    + "|[A-Z][A-Z_]{0,15}-?[0-9]{2,8}"
                    + "|(?:HTTP|http|status|Status|error|Error|code|Code|Fehler|erreur|errore|erro)[ :/#-]{1,3}[1-9][0-9]{2,4})\\b");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{3,5}$");
    private static final int MOST = 5;

    private ErrorCodes() {}

    /** The codes in upper case, sorted, each once; a number that only a word makes a code stands without the word. */
    static List<String> in(String text) {
        TreeSet<String> codes = new TreeSet<>();
        Matcher found = CODE.matcher(text);
        while (found.find() && codes.size() < MOST) {
            String code = found.group();
            Matcher number = NUMBER.matcher(code);
            boolean named = Character.isLetter(code.charAt(0)) && code.matches("[A-Za-z]+[ :/#-]{1,3}[1-9][0-9]{2,4}");
            boolean constant = code.matches("[A-Z][A-Z_]{0,15}-[0-9]+") && !code.startsWith("HTTP-");
            codes.add(named && !constant && number.find() ? number.group() : code.toUpperCase(Locale.ROOT));
        }
        return List.copyOf(codes);
    }
}
