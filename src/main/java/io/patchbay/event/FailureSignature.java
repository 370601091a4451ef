package io.patchbay.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What makes two reports of a failure the same: the product area, the error without what changes from one occurrence
 * to the next (ids, numbers that are no error code, case, accents, spacing), and the region.
 *
 * @param label readable, for a person
 * @param key a hash of the label, for a unique index
 */
public record FailureSignature(String label, String key) {

    public static final FailureSignature NONE = new FailureSignature("", "");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final char CODE_MARK = '\u0001';
    private static final Pattern IDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|\\b[0-9a-f]{12,}\\b|(?<![" + CODE_MARK + "\\d])\\d{4,}");

    /** {@code ORA-00942}, {@code E1001}: in capitals, as products write their codes and people copy them. */
    private static final Pattern CODES = Pattern.compile("\\b([A-Z]{1,8})[-_]?(\\d{4,6})\\b");

    /** What stands before the number of a record, which is another one each time. */
    private static final Set<String> RECORDS = Set.of(
            "INV", "PO", "SO", "ORD", "ORDER", "REQ", "ID", "TKT", "TICKET", "CASE", "USER", "USR", "ACC", "ACCT",
            "CUST", "REF", "TX", "TXN", "JOB", "DOC", "NO", "NR");

    private static final Pattern SPACE = Pattern.compile("[^\\p{L}\\p{N}#]+");
    private static final int LONGEST_ERROR = 200;

    /** The signature of what the call reports, or {@link #NONE} when it names no product area or no error. */
    public static FailureSignature of(CallReport report) {
        return of(
                report.text(CallField.PRODUCT_AREA),
                report.text(CallField.ERROR_MESSAGE),
                report.text(CallField.REGION));
    }

    /** The signature of what a case is about; the same as that of its first call. */
    public static FailureSignature of(CaseBrief.Matter matter) {
        return of(matter.productArea(), matter.errorMessage(), matter.region());
    }

    private static FailureSignature of(String productArea, String errorMessage, String region) {
        String area = fold(productArea);
        String error = fold(errorMessage);
        if (area.isEmpty() || error.isEmpty()) {
            return NONE;
        }
        String label = String.join(" | ", area, error, fold(region));
        return new FailureSignature(label, hash(label));
    }

    /** The text without what changes between two tellings of the same thing. */
    public static String fold(String text) {
        String marked = markCodes(text);
        String folded = isAscii(marked) ? foldAscii(marked.toLowerCase(Locale.ROOT)) : foldAny(marked);
        return folded.length() <= LONGEST_ERROR ? folded : folded.substring(0, LONGEST_ERROR);
    }

    /** Error codes with a mark before their number, so that it is not taken for an id. */
    private static String markCodes(String text) {
        if (!mayHoldId(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        return CODES.matcher(text.replace(CODE_MARK, ' '))
                .replaceAll(code ->
                        RECORDS.contains(code.group(1)) ? code.group() : code.group(1) + CODE_MARK + code.group(2));
    }

    private static String foldAny(String text) {
        String folded =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        folded = IDS.matcher(folded.toLowerCase(Locale.ROOT)).replaceAll("#");
        return SPACE.matcher(folded).replaceAll(" ").strip();
    }

    /** The same for text that has no accents, which nearly all is: without a regular expression, unless an id is in it. */
    private static String foldAscii(String lower) {
        String text = mayHoldId(lower) ? IDS.matcher(lower).replaceAll("#") : lower;
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next >= 'a' && next <= 'z' || next >= '0' && next <= '9' || next == '#') {
                folded.append(next);
            } else if (folded.length() > 0 && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        }
        int end = folded.length();
        return folded.substring(0, end > 0 && folded.charAt(end - 1) == ' ' ? end - 1 : end);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a run of eight hexadecimal digits or of four decimal ones: every id has one. */
    private static boolean mayHoldId(String lower) {
        int hex = 0;
        int decimal = 0;
        for (int i = 0; i < lower.length(); i++) {
            char next = lower.charAt(i);
            decimal = next >= '0' && next <= '9' ? decimal + 1 : 0;
            hex = decimal > 0 || next >= 'a' && next <= 'f' ? hex + 1 : 0;
            if (hex >= 8 || decimal >= 4) {
                return true;
            }
        }
        return false;
    }

    /** SHA-256 in hex, 64 characters. */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public boolean known() {
        return !key.isEmpty();
    }
}
