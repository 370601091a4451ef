package io.patchbay.api;

import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits as text, for a token that nobody guesses. */
final class TokenSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private TokenSecret() {}

    /** 43 characters of the URL-safe base 64. */
    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
