package io.patchbay.directory;

import io.patchbay.event.AccountMatch;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything the directory has about one account.
 *
 * @param renewalDate when the contract is up for renewal, or null
 * @param verifiedAt when somebody last checked the record, or null when nobody ever said; such a record is stale
 * @param numbers the account's own phone numbers, E.164
 * @param matching what a match with the account may rest on
 */
public record AccountRecord(
        AccountMatch.Account account,
        LocalDate renewalDate,
        LocalDate verifiedAt,
        SortedSet<String> numbers,
        List<Contact> contacts,
        MatchPolicy matching) {

    /**
     * A person at the account.
     *
     * @param email lower case, or the empty string
     * @param phone E.164, or the empty string
     * @param role for example {@code admin}, or the empty string
     * @param emailVerifiedAt when somebody made sure that the address is theirs, or null when nobody did
     */
    public record Contact(String name, String email, String phone, String role, LocalDate emailVerifiedAt) {
        /** A contact whose address nobody has verified. */
        Contact(String name, String email, String phone, String role) {
            this(name, email, phone, role, null);
        }
    }

    public AccountRecord {
        numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
        contacts = List.copyOf(contacts);
    }

    /** The account's id as the company writes it. */
    public String id() {
        return account.id();
    }

    boolean isStale(LocalDate day, int maxAgeDays) {
        return verifiedAt == null || verifiedAt.plusDays(maxAgeDays).isBefore(day);
    }
}
