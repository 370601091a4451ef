package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** How one kind of sender proves that a request is its own. Immutable and safe for many threads. */
public abstract class SignatureScheme {
    /** A source has its current secret and, while rotating, the next one. */
    public static final int MAX_SECRETS = 2;
    /** The signatures of one request that are looked at: two would do for a rotation. */
    public static final int MAX_SIGNATURES = 5;

    SignatureScheme() {}

    /**
     * Whether the request was signed with one of the secrets, and recently where the scheme signs a time. Whatever is
     * odd about the request is refused; nothing about it makes this throw.
     *
     * @param secrets current first, then next; a third and later are not looked at
     */
    public final Verdict verify(SignedRequest request, List<Secret> secrets, Instant now) {
        if (secrets.isEmpty()) {
            return Verdict.refused(Reason.NO_SECRET);
        }
        try {
            return check(request, secrets.subList(0, Math.min(MAX_SECRETS, secrets.size())), now);
        } catch (Refusal refusal) {
            return Verdict.refused(refusal.reason());
        }
    }

    /**
     * The request as the provider would send it: with the headers, and for some schemes the URL, that prove it.
     *
     * @param secret as for verifying; for an Ed25519 scheme the private key, see {@code docs/signatures.md}
     * @param id the message id or nonce, visible ASCII without a full stop; schemes that send none ignore it
     * @throws IllegalArgumentException when the scheme cannot sign such a request, or not with that secret or id
     */
    public abstract SignedRequest sign(SignedRequest unsigned, Secret secret, Instant now, String id);

    /**
     * Returns when the secret can be a key of this scheme, so that a source with another one does not start.
     *
     * @throws IllegalArgumentException says what the scheme wants, never what the secret is
     */
    public void requireUsable(Secret secret) {
        Objects.requireNonNull(secret);
    }

    /** Whether the signature covers the URL, so that a request that says everything in its query is authentic too. */
    public boolean signsUrl() {
        return signedParts().url();
    }

    /** Which parts of a request the signature covers: nothing else may say which delivery it is. */
    public SignedParts signedParts() {
        return SignedParts.BODY;
    }

    /** @param secrets one or two */
    abstract Verdict check(SignedRequest request, List<Secret> secrets, Instant now) throws Refusal;

    /** Refuses unless one secret matches. Asks every one, also after a match, so that the time tells nothing. */
    static void requireMatch(List<Secret> secrets, Predicate<Secret> matches) throws Refusal {
        boolean authentic = false;
        for (Secret secret : secrets) {
            authentic |= matches.test(secret);
        }
        if (!authentic) {
            throw new Refusal(Reason.MISMATCH);
        }
    }

    /** Compares with every one of the signatures, also after a match. */
    static boolean anySame(String expected, List<String> presented) {
        boolean any = false;
        for (String signature : presented) {
            any |= Digests.same(expected, signature);
        }
        return any;
    }
}
