package io.patchbay.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.ConfigurationProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

    private static final Pattern BETWEEN_VALUES = Pattern.compile("\\s*;\\s*");

    private final Problems problems;
    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
    private final ArrayNode accounts = tree.putArray("accounts");
    /** The records behind {@link #accounts}, in the same order, so that a problem finds its cell. */
    private final List<Source> sources = new ArrayList<>();

    private final Map<String, Integer> indexOfAccount = new HashMap<>();

    private AccountTables(Problems problems) {
        this.problems = problems;
    }

    /** The record of an account or contact, and for an account those of its contacts. */
    private record Source(String file, CsvTable.Row row, List<Source> contacts) {
        Source(String file, CsvTable.Row row) {
            this(file, row, new ArrayList<>());
        }

        ConfigurationProblem problem(String column, String message, String fix) {
            CsvTable.Cell cell = row.cells().get(column);
            return cell == null
                    ? new ConfigurationProblem(file, row.line(), 1, message, fix)
                    : new ConfigurationProblem(file, cell.line(), cell.column(), message, fix);
        }
    }

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
        indexOfAccount.put(AccountBook.folded(textOf(row, "id")), accounts.size());
        sources.add(new Source(file, row));
        ObjectNode account = accounts.addObject();
        row.cells().forEach((column, cell) -> {
            if (LISTS.contains(column)) {
                ArrayNode values = account.putArray(column);
                BETWEEN_VALUES.splitAsStream(cell.text()).forEach(values::add);
            } else {
                account.put(column, cell.text());
            }
        });
    }

    private void addContact(String file, CsvTable.Row row) {
        Integer index = indexOfAccount.get(AccountBook.folded(textOf(row, "account")));
        if (index == null || !row.cells().containsKey("name")) {
            problems.add(new ConfigurationProblem(
                    file,
                    row.line(),
                    1,
                    index == null ? "the contact's account is not in accounts.csv" : "the contact has no name",
                    index == null ? "write the id of an account of that table" : "write their name"));
            return;
        }
        sources.get(index).contacts().add(new Source(file, row));
        ObjectNode contact =
                ((ObjectNode) accounts.get(index)).withArray("contacts").addObject();
        row.cells().forEach((column, cell) -> contact.put(column, cell.text()));
    }

    private static String textOf(CsvTable.Row row, String column) {
        CsvTable.Cell cell = row.cells().get(column);
        return cell == null ? "" : cell.text();
    }

    /** The pointers are those of {@link Entry}: {@code /accounts/3/name}, {@code /accounts/3/contacts/0/email}. */
    private ConfigurationProblem at(String pointer, String message, String fix) {
        String[] steps = pointer.split("/");
        if (steps.length < 3) {
            return new ConfigurationProblem("directory/accounts.csv", 0, 0, message, fix);
        }
        Source account = sources.get(Integer.parseInt(steps[2]));
        boolean ofContact = steps.length > 4 && steps[3].equals("contacts");
        Source source = ofContact ? account.contacts().get(Integer.parseInt(steps[4])) : account;
        int column = ofContact ? 5 : 3;
        return source.problem(steps.length > column ? steps[column] : "", message, fix);
    }
}
