package io.patchbay.directory;

import io.patchbay.directory.AccountRecord.Contact;
import io.patchbay.event.AccountMatch.Account;
import io.patchbay.platform.ContactAddresses;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads accounts, from {@code directory/accounts.yaml} or from a table, and checks what they refer to. */
final class AccountsReading {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final List<String> TIERS = List.of("enterprise", "business", "standard");
    private static final List<String> FLAGS = List.of("true", "false");
    private static final List<String> CONTACT_MATCHES = List.of("known", "maybe");

    private final Problems problems;
    private final PhoneNumbers numbers;
    private final Set<String> staff;
    private final Set<String> products;
    private final MatchPolicy matching;

    /** @param matching what counts for the accounts that say nothing else */
    AccountsReading(
            Problems problems, PhoneNumbers numbers, MatchPolicy matching, Set<String> staff, Set<String> products) {
        this.problems = problems;
        this.numbers = numbers;
        this.matching = matching;
        this.staff = staff;
        this.products = products;
    }

    List<AccountRecord> read(Entry file) {
        return file.list("accounts").stream().map(this::account).toList();
    }

    private AccountRecord account(Entry entry) {
        check(entry);
        boolean policyReadable = isPolicyReadable(entry);
        TreeSet<String> onRecord = new TreeSet<>();
        entry.list("numbers").forEach(number -> e164(number).ifPresent(onRecord::add));
        Optional<LocalDate> renewal = problems.date(entry.child("renewal_date"));
        Optional<LocalDate> verified = problems.date(entry.child("verified_at"));
        Account account = new Account(
                entry.text("id"),
                entry.text("name"),
                entry.text("tier"),
                entry.text("entitlement"),
                entry.text("owner"),
                entry.text("segment"),
                entry.text("region"),
                entry.flag("high_value"),
                entry.list("products").stream().map(Entry::text).toList());
        return new AccountRecord(
                account,
                renewal.orElse(null),
                verified.orElse(null),
                onRecord,
                contacts(entry),
                policyReadable ? matching.with(entry) : matching);
    }

    /** The schema has looked at YAML; a table has none. */
    private boolean isPolicyReadable(Entry entry) {
        boolean contact = !entry.has("contact_match")
                || problems.isKnown(entry.child("contact_match"), "contact match", CONTACT_MATCHES);
        boolean lines = !entry.has("trusted_lines")
                || problems.isKnown(entry.child("trusted_lines"), "policy for lines", MatchPolicy.TrustedLines.words());
        return contact && lines;
    }

    private void check(Entry entry) {
        String id = entry.text("id");
        if (!ID.matcher(id).matches()) {
            problems.add(
                    entry.child("id"),
                    "'" + id + "' cannot be an account id",
                    "use 1 to 64 letters, digits, dots, hyphens and underscores, beginning with a letter or digit");
        }
        problems.unique(entry.child("id"), "account id", AccountBook.folded(id));
        if (entry.text("name").isEmpty()) {
            problems.add(entry.child("name"), "the account has no name", "write its name");
        }
        problems.isKnown(entry.child("tier"), "tier", TIERS);
        problems.isKnown(entry.child("owner"), "member of staff", staff);
        entry.list("products").forEach(product -> problems.isKnown(product, "product", products));
        if (entry.has("high_value")) {
            problems.isKnown(entry.child("high_value"), "value for high_value", FLAGS);
        }
    }

    private List<Contact> contacts(Entry account) {
        List<Contact> contacts = new ArrayList<>();
        for (Entry entry : account.list("contacts")) {
            String phone = entry.has("phone") ? e164(entry.child("phone")).orElse("") : "";
            String email = AccountBook.folded(entry.text("email"));
            Optional<LocalDate> verified = problems.date(entry.child("email_verified_at"));
            if (verified.isPresent() && !ContactAddresses.PLAIN.matcher(email).matches()) {
                problems.add(
                        entry,
                        "a verified address has to be one that can be written to",
                        "correct email, or leave email_verified_at out");
            }
            contacts.add(new Contact(entry.text("name"), email, phone, entry.text("role"), verified.orElse(null)));
        }
        return contacts;
    }

    /** The number is not repeated in the message: it is personal data, and the place says which it is. */
    private Optional<String> e164(Entry number) {
        Optional<String> e164 = numbers.e164(number.text());
        if (e164.isEmpty()) {
            problems.add(
                    number,
                    "this is not a whole phone number",
                    "write it with its country code, like \"+1 555 010 0001\" in quotes, or set default_region");
        }
        return e164;
    }
}
