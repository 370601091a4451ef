package io.patchbay.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a token: what is kept instead of it. A fast hash is right here: a token has 256 random bits, so that nobody
 * finds it from its hash by trying, however fast; a slow one, as for passwords that people choose, would only make each
 * request of the API cost more.
 */
final class TokenHash {
    private final byte[] digest;

    private TokenHash(byte[] digest) {
        this.digest = digest;
    }

    static TokenHash of(String token) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @param hex 64 hexadecimal digits */
    static TokenHash ofHex(String hex) {
        return new TokenHash(HexFormat.of().parseHex(hex));
    }

    String hex() {
        return HexFormat.of().formatHex(digest);
    }

    /** Whether it is the hash of that token; compared in constant time. */
    boolean matches(String token) {
        return equalsInConstantTime(of(token));
    }

    boolean equalsInConstantTime(TokenHash other) {
        return MessageDigest.isEqual(digest, other.digest);
    }
}
