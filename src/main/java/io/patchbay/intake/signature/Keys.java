package io.patchbay.intake.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Keys out of the texts that providers hand out. */
final class Keys {
    /** The DER frames of RFC 8410 around 32 bytes of public key, and of private key. */
    private static final byte[] PUBLIC_FRAME = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] PRIVATE_FRAME = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Keys() {}

    /** The bytes of base64 after a prefix that may be missing; empty when it is something else, or nothing. */
    static Optional<byte[]> base64(Secret secret, String prefix) {
        String text = secret.text();
        try {
            byte[] bytes = Base64.getDecoder().decode(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An Ed25519 public key: base64 of its 32 bytes, with or without {@code whpk_}. */
    static Optional<PublicKey> ed25519Public(Secret secret) {
        Optional<byte[]> raw = base64(secret, "whpk_").filter(bytes -> bytes.length == 32);
        try {
            return raw.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ed25519().generatePublic(new X509EncodedKeySpec(joined(PUBLIC_FRAME, raw.get()))));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** An Ed25519 private key: base64 of its 32 bytes, or of those and the public key, with or without {@code whsk_}. */
    static Optional<PrivateKey> ed25519Private(Secret secret) {
        Optional<byte[]> raw = base64(secret, "whsk_").filter(bytes -> bytes.length == 32 || bytes.length == 64);
        try {
            return raw.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ed25519()
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(joined(PRIVATE_FRAME, Arrays.copyOf(raw.get(), 32)))));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static KeyFactory ed25519() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519");
    }

    private static byte[] joined(byte[] frame, byte[] key) {
        byte[] whole = Arrays.copyOf(frame, frame.length + key.length);
        System.arraycopy(key, 0, whole, frame.length, key.length);
        return whole;
    }
}
