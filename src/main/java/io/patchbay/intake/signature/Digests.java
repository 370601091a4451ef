package io.patchbay.intake.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes, and their comparison in a time that does not depend on where they differ. */
final class Digests {
    private Digests() {}

    /** @param algorithm a name of the Java Cryptography Architecture, for example {@code HmacSHA256} */
    static byte[] hmac(String algorithm, byte[] key, List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            parts.forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    static byte[] hmac(String algorithm, Secret secret, String text) {
        return hmac(algorithm, secret.bytes(), List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** In lower case. */
    static String sha256Hex(byte[] bytes) {
        return sha256Hex(List.of(bytes));
    }

    /** Of all the parts, one after the other. */
    static String sha256Hex(List<byte[]> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * Compares encoded text, not decoded bytes: base64 has spare bits and hex has two cases, so several texts mean the
     * same bytes, and only one of them is what the sender writes.
     */
    static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}
