package io.patchbay.intake.signature;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * RFC 2104 with SHA-2.
 *
 * @param algorithm for example {@code HmacSHA256}
 * @param hex whether signatures are lower-case hex; otherwise they are base64 with padding
 * @param base64Key whether the secret is the key's base64, with or without the prefix {@code whsec_}; otherwise the
 *     key is the secret's text, whatever it looks like
 */
record HmacProof(String algorithm, boolean hex, boolean base64Key) implements Proof {

    static HmacProof of(SignatureConfig config) {
        return new HmacProof(
                "Hmac" + config.text(Option.ALGORITHM).toUpperCase(Locale.ROOT),
                config.text(Option.ENCODING).equals("hex"),
                config.flag(Option.SECRET_IS_BASE64));
    }

    @Override
    public boolean anyMatches(Secret secret, List<byte[]> text, List<String> signatures) {
        Optional<byte[]> key = key(secret);
        if (key.isEmpty()) {
            return false;
        }
        return SignatureScheme.anySame(encoded(Digests.hmac(algorithm, key.get(), text)), signatures);
    }

    @Override
    public String sign(Secret secret, List<byte[]> text) {
        requireUsable(secret);
        return encoded(Digests.hmac(algorithm, key(secret).orElseThrow(), text));
    }

    @Override
    public void requireUsable(Secret secret) {
        if (key(secret).isEmpty()) {
            throw new IllegalArgumentException("the secret is not base64, with or without whsec_ before it");
        }
    }

    private Optional<byte[]> key(Secret secret) {
        return base64Key ? Keys.base64(secret, "whsec_") : Optional.of(secret.bytes());
    }

    private String encoded(byte[] mac) {
        return hex ? HexFormat.of().formatHex(mac) : Base64.getEncoder().encodeToString(mac);
    }
}
