package io.patchbay.intake.expression;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One webhook request as it was received (Claim Check).
 *
 * @param source the name of the source it was posted to
 * @param contentType the Content-Type header, or the empty string
 * @param query the query string as sent, still escaped, without the question mark; or the empty string
 * @param headers by name, letter case apart; a repeated header has its values joined by comma
 * @param body the exact bytes; not copied, and never changed by anybody who is given them
 */
public record RawEvent(String source, String contentType, String query, Map<String, String> headers, byte[] body) {

    public RawEvent {
        contentType = contentType == null ? "" : contentType;
        query = query == null ? "" : query;
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
    }

    /** The SHA-256 of the body in lower-case hex. */
    public String bodyHash() {
        return sha256(body);
    }

    /** The SHA-256 of the bytes in lower-case hex, 64 characters. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without headers, query and body: they carry secrets and what callers said. */
    @Override
    public String toString() {
        return "RawEvent[source=" + source + ", " + body.length + " bytes]";
    }
}
