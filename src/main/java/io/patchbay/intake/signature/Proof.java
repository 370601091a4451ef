package io.patchbay.intake.signature;

import java.util.List;

/** How a text is signed and the signature written down: with a shared key, or with a pair of keys. */
interface Proof {
    /**
     * Whether one of the signatures is this secret's over that text. Looks at all of them; a secret that cannot be a
     * key matches none.
     */
    boolean anyMatches(Secret secret, List<byte[]> text, List<String> signatures);

    /** @throws IllegalArgumentException when the secret cannot be a signing key */
    String sign(Secret secret, List<byte[]> text);

    /** @throws IllegalArgumentException when the secret cannot be a verifying key */
    void requireUsable(Secret secret);
}
