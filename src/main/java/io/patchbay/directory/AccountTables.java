package io.patchbay.directory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.ConfigurationProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accounts as a CRM exports them: {@code accounts.csv}, one record per account, and {@code contacts.csv}, one per person.
 * Gives them the shape of {@code accounts.yaml}, so that both are read and checked alike. A cell holds several products
 * or numbers separated by semicolons.
 */
final class AccountTables {
    private static final Set<String> LISTS = Set.of("products", "numbers");
    private static final Set<String> ACCOUNT_COLUMNS = Set.of(
            "id",
            "name",
            "tier",
            "entitlement",
            "owner",
            "segment",
            "region",
            "renewal_date",
            "products",
            "numbers",
            "high_value",
            "verified_at",
            "contact_match",
            "trusted_lines");
    private static final Set<String> ACCOUNT_REQUIRED = Set.of("id", "name", "tier", "owner");
    private static final Set<String> CONTACT_COLUMNS =
            Set.of("account", "name", "email", "phone", "role", "email_verified_at");
    private static final Set<String> CONTACT_REQUIRED = Set.of("account", "name");

    private final Problems problems;
    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
    private final Map<String, Mark> marks = new HashMap<>();
    private final Map<String, Integer> indexOfAccount = new HashMap<>();

    private AccountTables(Problems problems) {
        this.problems = problems;
    }

    private record Mark(String file, int line, int column) {}

    /** The accounts of {@code accounts.csv} with the contacts of {@code contacts.csv}, which may be absent. */
    static Entry read(Path folder, Path accounts, Path contacts, Problems problems) {
        AccountTables tables = new AccountTables(problems);
        CsvTable accountTable =
                problems.reading(() -> CsvTable.read(folder, accounts, ACCOUNT_COLUMNS, ACCOUNT_REQUIRED));
        if (accountTable != null) {
            accountTable.rows().forEach(row -> tables.addAccount(accountTable.name(), row));
            if (Files.exists(contacts)) {
                CsvTable contactTable =
                        problems.reading(() -> CsvTable.read(folder, contacts, CONTACT_COLUMNS, CONTACT_REQUIRED));
                if (contactTable != null) {
                    contactTable.rows().forEach(row -> tables.addContact(contactTable.name(), row));
                }
            }
        }
        return new Entry(tables.tree, "", tables::at);
    }

    private void addAccount(String file, CsvTable.Row row) {
        int index = tree.withArray("accounts").size();
        String pointer = "/accounts/" + index;
        ObjectNode account = tree.withArray("accounts").addObject();
        marks.put(pointer, new Mark(file, row.line(), 1));
        row.cells().forEach((column, cell) -> {
            marks.put(pointer + "/" + column, new Mark(file, cell.line(), cell.column()));
            if (LISTS.contains(column)) {
                List.of(cell.text().split("\\s*;\\s*")).forEach(account.withArray(column)::add);
            } else {
                account.put(column, cell.text());
            }
        });
        indexOfAccount.put(AccountBook.folded(account.path("id").asText("")), index);
    }

    private void addContact(String file, CsvTable.Row row) {
        CsvTable.Cell owner = row.cells().get("account");
        Integer index = owner == null ? null : indexOfAccount.get(AccountBook.folded(owner.text()));
        if (index == null || !row.cells().containsKey("name")) {
            problems.add(new ConfigurationProblem(
                    file,
                    row.line(),
                    1,
                    index == null ? "the contact's account is not in accounts.csv" : "the contact has no name",
                    index == null ? "write the id of an account of that table" : "write their name"));
            return;
        }
        ObjectNode account = (ObjectNode) tree.withArray("accounts").get(index);
        String pointer = "/accounts/" + index + "/contacts/"
                + account.withArray("contacts").size();
        ObjectNode contact = account.withArray("contacts").addObject();
        marks.put(pointer, new Mark(file, row.line(), 1));
        row.cells().forEach((column, cell) -> {
            marks.put(pointer + "/" + column, new Mark(file, cell.line(), cell.column()));
            contact.put(column, cell.text());
        });
    }

    private ConfigurationProblem at(String pointer, String message, String fix) {
        String place = pointer;
        while (!place.isEmpty() && !marks.containsKey(place)) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        Mark mark = marks.getOrDefault(place, new Mark("directory/accounts.csv", 0, 0));
        return new ConfigurationProblem(mark.file(), mark.line(), mark.column(), message, fix);
    }
}
