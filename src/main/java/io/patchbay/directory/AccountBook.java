package io.patchbay.directory;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The accounts by id, by phone number and by contact address. */
final class AccountBook {
    private final SortedMap<String, AccountRecord> byId = new TreeMap<>();
    private final Map<String, List<AccountRecord>> byNumber;
    private final Map<String, List<AccountRecord>> byEmail;

    AccountBook(Collection<AccountRecord> accounts) {
        Map<String, TreeSet<AccountRecord>> numbers = new HashMap<>();
        Map<String, TreeSet<AccountRecord>> emails = new HashMap<>();
        for (AccountRecord account : accounts) {
            byId.put(folded(account.id()), account);
            account.numbers().forEach(number -> put(numbers, number, account));
            for (AccountRecord.Contact contact : account.contacts()) {
                put(numbers, contact.phone(), account);
                put(emails, contact.email(), account);
            }
        }
        byNumber = lists(numbers);
        byEmail = lists(emails);
    }

    private static void put(Map<String, TreeSet<AccountRecord>> index, String key, AccountRecord account) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, absent -> new TreeSet<>(Comparator.comparing(AccountRecord::id)))
                    .add(account);
        }
    }

    private static Map<String, List<AccountRecord>> lists(Map<String, TreeSet<AccountRecord>> index) {
        Map<String, List<AccountRecord>> lists = new HashMap<>();
        index.forEach((key, accounts) -> lists.put(key, List.copyOf(accounts)));
        return lists;
    }

    /** How ids and addresses are compared: letter case and space around them do not matter. */
    static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    List<AccountRecord> all() {
        return List.copyOf(byId.values());
    }

    Optional<AccountRecord> byId(String id) {
        return Optional.ofNullable(byId.get(folded(id)));
    }

    /** The accounts that have the number on record, of their own or of a contact, by id. */
    List<AccountRecord> withNumber(String e164) {
        return byNumber.getOrDefault(e164, List.of());
    }

    /** The accounts that have a contact of that e-mail address, by id. */
    List<AccountRecord> withEmail(String email) {
        return byEmail.getOrDefault(folded(email), List.of());
    }
}
