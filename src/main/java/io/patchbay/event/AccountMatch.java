package io.patchbay.event;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What the directory says about who called: which account, how sure, and who owns it.
 *
 * @param level how sure the match is
 * @param reason why, in words for a person
 * @param account the account the caller belongs to, or null when {@code level} is {@link Level#NONE}; at
 *     {@link Level#MAYBE} a guess that only a person may act on
 * @param contactName the known contact, or the empty string
 * @param failedVerification whether a sender trusted to verify said that verification failed
 * @param scopeCorrection the account reference the caller claimed without belonging to it, or the empty string; kept
 *     as evidence and never followed
 * @param stale whether the account's directory record is older than the company allows
 * @param basis how the match was made
 * @param trusted whether anything of the account may follow from the match: joining and reopening its cases, counting it
 *     among those that report a failure, linking its case to an incident, and telling the caller's source about the case.
 *     What a caller merely says is never trusted, nor is anybody whose verification failed
 */
public record AccountMatch(
        Level level,
        String reason,
        Account account,
        String contactName,
        boolean failedVerification,
        String scopeCorrection,
        boolean stale,
        Basis basis,
        boolean trusted) {

    /** How sure the match is, weakest first. */
    public enum Level {
        /** The caller belongs to no account that the directory knows. */
        NONE,
        /** The caller names an account, or their number fits several; nothing proves that they belong to it. */
        MAYBE,
        /**
         * The line is on record for exactly one account, staff named the account, or the directory lets what callers say
         * count as known for it. Lines can be spoofed: {@link AccountMatch#trusted()} says what may follow.
         */
        KNOWN,
        /** Known, and a sender trusted to verify has verified the caller. */
        VERIFIED
    }

    /** How a match was made, by what the account was found. */
    public enum Basis {
        /** The customer's line is on record: the one they call from, or the one that the company called. */
        LINE,
        /** A sender trusted to verify has verified the caller for the account. */
        VERIFICATION,
        /** The caller said an e-mail address or a telephone number that is on record for the account. */
        REGISTERED_CONTACT_SPOKEN,
        /** The caller named the account. */
        REFERENCE_ONLY,
        /** A member of staff named the account. */
        STAFF,
        /** Nothing: there is no account. */
        NONE;

        /** The name as rules, answers and stored cases have it, for example {@code reference_only}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the account was found by nothing but the caller's words. */
        public boolean spoken() {
            return this == REGISTERED_CONTACT_SPOKEN || this == REFERENCE_ONLY;
        }
    }

    /**
     * A customer organisation (tenant) as the directory has it.
     *
     * @param tier for example {@code enterprise}
     * @param entitlement for example {@code 24x7}
     * @param owner the staff id of the account's owner
     */
    public record Account(
            String id,
            String name,
            String tier,
            String entitlement,
            String owner,
            String segment,
            String region,
            boolean highValue,
            List<String> products) {

        public Account {
            products = List.copyOf(products);
        }
    }

    public AccountMatch {
        Objects.requireNonNull(level);
        if ((level == Level.NONE) != (account == null)) {
            throw new IllegalArgumentException("an account goes with every level but NONE");
        }
        if ((level == Level.NONE) != (basis == Basis.NONE)) {
            throw new IllegalArgumentException("a basis goes with every level but NONE");
        }
        if (trusted && (level.compareTo(Level.KNOWN) < 0 || basis.spoken() || failedVerification)) {
            throw new IllegalArgumentException("a match by " + basis.wireName() + " at level " + level
                    + (failedVerification ? " whose verification failed" : "") + " cannot be trusted");
        }
    }

    /** The match of a caller who belongs to no account that the directory knows. */
    public static AccountMatch none(String reason, boolean failedVerification) {
        return new AccountMatch(Level.NONE, reason, null, "", failedVerification, "", false, Basis.NONE, false);
    }

    /**
     * Whether the caller is known or verified to belong to {@link #account()}: enough for staff to see the account, not for
     * anything to follow from it; see {@link #trusted()}.
     */
    public boolean belongs() {
        return level.compareTo(Level.KNOWN) >= 0;
    }

    /** The id of the account the caller belongs to, or the empty string when that is not known. */
    public String accountId() {
        return belongs() ? account.id() : "";
    }
}
