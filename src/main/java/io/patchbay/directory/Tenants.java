package io.patchbay.directory;

import java.util.List;
import java.util.Map;

/**
 * The names that the company gives its tenants at telephony providers, and the accounts behind each. They say whom a line or an
 * agent serves, never that a caller belongs there.
 */
final class Tenants {
    private final Map<String, List<String>> accounts;
    private final AccountBook book;

    /** @param accounts the ids of the accounts by the tenant's name in lower case */
    Tenants(Map<String, List<String>> accounts, AccountBook book) {
        this.accounts = Map.copyOf(accounts);
        this.book = book;
    }

    /** The tenant's accounts: those listed under its name, else the account whose id it is; none for an unknown tenant. */
    List<AccountRecord> accountsOf(String tenant) {
        List<String> listed = accounts.get(AccountBook.folded(tenant));
        return listed == null
                ? book.byId(tenant).stream().toList()
                : listed.stream().flatMap(id -> book.byId(id).stream()).toList();
    }
}
