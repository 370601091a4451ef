package io.patchbay.intake.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a request is authentic and fresh.
 *
 * @param reason why it was refused, for metrics only: the sender is told nothing but 401
 * @param signedAt the time that the signature covers; empty when refused, or when the scheme signs no time, in which
 *     case only remembering what was seen keeps a replay out
 * @param signedId the message id or nonce that the signature covers; empty when refused or when the scheme signs none
 * @param contentHash the SHA-256, in hex, of all that the signature covers but time and id, so that it is the same in every
 *     attempt; the body's own hash where no more than the body is signed; empty when refused
 */
public record Verdict(
        boolean accepted, Reason reason, Optional<Instant> signedAt, Optional<String> signedId, String contentHash) {

    /** Why. {@code STALE} and {@code FUTURE} are only said of authentic requests: a replay, or a wrong clock. */
    public enum Reason {
        AUTHENTIC,
        /** The source has no secret. */
        NO_SECRET,
        /** A header that the scheme needs is absent. */
        MISSING_HEADER,
        /** A header is empty, repeated, too long, not visible ASCII, or not of the scheme's form. */
        MALFORMED_HEADER,
        TOO_MANY_SIGNATURES,
        /** The URL or the form body cannot be decoded, so nothing could have been signed over it. */
        MALFORMED_REQUEST,
        /** The signature is not one of any of the secrets. */
        MISMATCH,
        /** There is a body and the signature does not cover it. */
        UNSIGNED_BODY,
        /** The body is not the one whose hash was signed. */
        BODY_MISMATCH,
        /** An authentic token that was made for something else. */
        WRONG_CLAIMS,
        STALE,
        FUTURE
    }

    static Verdict authentic(String contentHash) {
        return authentic(Optional.empty(), Optional.empty(), contentHash);
    }

    static Verdict authentic(Optional<Instant> signedAt, Optional<String> signedId, String contentHash) {
        return new Verdict(true, Reason.AUTHENTIC, signedAt, signedId, contentHash);
    }

    static Verdict refused(Reason reason) {
        return new Verdict(false, reason, Optional.empty(), Optional.empty(), "");
    }
}
