package io.patchbay.directory;

import io.patchbay.directory.AccountRecord.Contact;
import io.patchbay.event.AccountMatch.Account;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A small directory: {@code acct-a} and {@code acct-b} with a line of their own, both with the shared line, and the
 * consultant of {@code both@example.com} at both.
 */
final class Accounts {
    static final String LINE_A = "+15550100001";
    static final String LINE_B = "+15550100002";
    static final String SHARED_LINE = "+15550100003";
    static final String UNKNOWN_LINE = "+15550109999";

    static final AccountRecord A = account(
            "acct-a",
            Set.of(LINE_A, SHARED_LINE),
            List.of(
                    new Contact("Dana", "dana@a.example", "+15550100011", "admin"),
                    new Contact("Kim", "both@example.com", "", "consultant")));
    static final AccountRecord B = account(
            "acct-b",
            Set.of(LINE_B, SHARED_LINE),
            List.of(
                    new Contact("Bo", "bo@b.example", "", "admin"),
                    new Contact("Kim", "both@example.com", "", "consultant")));

    private Accounts() {}

    static Directory directory() {
        return directory(MatchPolicy.DEFAULT);
    }

    /** Both accounts with that policy for what a match may rest on. */
    static Directory directory(MatchPolicy policy) {
        return directory(policy, policy);
    }

    static Directory directory(MatchPolicy ofA, MatchPolicy ofB) {
        Products products = new Products(Set.of("storefront"), Map.of("order-intake", "team-payments"));
        return new Directory(
                List.of(with(A, ofA), with(B, ofB)),
                Map.of("acme", List.of("acct-b"), "everybody", List.of("acct-a", "acct-b")),
                products,
                new AccountPolicy("US", 365, MatchPolicy.DEFAULT),
                Clock.fixed(Reports.AT, ZoneOffset.UTC));
    }

    private static AccountRecord account(String id, Set<String> numbers, List<Contact> contacts) {
        Account account = new Account(
                id, id.toUpperCase(Locale.ROOT), "business", "24x7", "dana", "retail", "eu", false, List.of());
        return new AccountRecord(
                account, null, LocalDate.parse("2026-01-15"), new TreeSet<>(numbers), contacts, MatchPolicy.DEFAULT);
    }

    private static AccountRecord with(AccountRecord account, MatchPolicy policy) {
        return new AccountRecord(
                account.account(),
                account.renewalDate(),
                account.verifiedAt(),
                account.numbers(),
                account.contacts(),
                policy);
    }
}
