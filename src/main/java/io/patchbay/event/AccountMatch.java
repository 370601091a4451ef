package io.patchbay.event;

import java.util.List;
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
 */
public record AccountMatch(
        Level level,
        String reason,
        Account account,
        String contactName,
        boolean failedVerification,
        String scopeCorrection,
        boolean stale) {

    /** How sure the match is, weakest first. */
    public enum Level {
        /** The caller belongs to no account that the directory knows. */
        NONE,
        /** The caller names an account, or their number fits several; nothing proves that they belong to it. */
        MAYBE,
        /** The caller's number or contact is on record for exactly one account. Numbers can be spoofed. */
        KNOWN,
        /** Known, and a sender trusted to verify has verified the caller. */
        VERIFIED
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
    }

    /** Whether the caller is known or verified to belong to {@link #account()}. */
    public boolean belongs() {
        return level.compareTo(Level.KNOWN) >= 0;
    }

    /** The id of the account the caller belongs to, or the empty string when that is not known. */
    public String accountId() {
        return belongs() ? account.id() : "";
    }
}
