package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.util.List;
import java.util.Locale;

/** Reads headers strictly: what decides about trust has one plain value or none. */
final class Headers {
    private static final int MAX_LENGTH = 4_096;

    private Headers() {}

    /** The header's only value. */
    static String only(SignedRequest request, String name) throws Refusal {
        List<String> values = request.header(name);
        if (values.isEmpty()) {
            throw new Refusal(Reason.MISSING_HEADER);
        }
        String value = values.get(0);
        boolean plain = !value.isEmpty() && value.length() <= MAX_LENGTH && isPrintable(value);
        if (values.size() > 1 || !plain || !value.equals(value.strip())) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        return value;
    }

    /** Whether the body calls itself a form. The header is not signed: believe nothing else on its account. */
    static boolean isForm(SignedRequest request) {
        List<String> types = request.header("Content-Type");
        if (types.size() != 1) {
            return false;
        }
        String mediaType = types.get(0).split(";", 2)[0].strip();
        return mediaType.toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded");
    }

    static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** An id that can stand between the delimiters of a signed text without moving them. */
    static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= 256 && text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '.');
    }
}
