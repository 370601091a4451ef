package io.patchbay.connectors.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** The forms that an idempotency marker takes at the providers. Each is the same for every attempt. */
public final class Marker {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    private Marker() {}

    /** A Jira label: at most 255 characters, none of them a space or a quote. */
    public static String label(String marker) {
        return "pb-"
                + (LABEL.matcher(marker).matches() ? marker : sha256(marker).substring(0, 40));
    }

    /** A UUID made of the marker (version 3, RFC 9562). */
    public static String uuid(String marker) {
        return UUID.nameUUIDFromBytes(marker.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
