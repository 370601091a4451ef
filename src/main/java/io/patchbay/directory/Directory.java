package io.patchbay.directory;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.platform.ContactAddresses;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts the company serves, and which of them a caller belongs to (Content Enricher). Immutable. */
public final class Directory implements ContactAddresses {
    private final AccountBook book;
    private final AccountMatching matching;
    private final Tenants tenants;
    private final Products products;
    private final AccountPolicy policy;
    private final Clock clock;

    Directory(
            Collection<AccountRecord> accounts,
            Map<String, List<String>> tenants,
            Products products,
            AccountPolicy policy,
            Clock clock) {
        this.book = new AccountBook(accounts);
        this.tenants = new Tenants(tenants, book);
        this.matching = new AccountMatching(book, this.tenants, policy, clock);
        this.products = products;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Which account the caller belongs to, how sure that is, and why. What the caller says never makes them belong to
     * an account that their line is not on record for: naming another one is a scope correction, kept as evidence.
     * The same report gives the same answer as long as the directory is the same.
     */
    public AccountMatch match(CallReport report) {
        return matching.match(report);
    }

    /**
     * What is wrong with the tenant that the call's source was configured with: the directory does not have it, or the caller's
     * line belongs to an account of another tenant. Empty when nothing is; the caller has no part in it either way.
     */
    public Optional<TenantProblem> tenantProblem(CallReport report, AccountMatch match) {
        String tenant = report.text(CallField.TENANT).strip();
        if (tenant.isEmpty()) {
            return Optional.empty();
        }
        List<AccountRecord> accounts = tenants.accountsOf(tenant);
        if (accounts.isEmpty()) {
            return Optional.of(TenantProblem.UNKNOWN);
        }
        boolean served = !match.belongs()
                || accounts.stream().anyMatch(account -> account.id().equals(match.accountId()));
        return served ? Optional.empty() : Optional.of(TenantProblem.MISMATCH);
    }

    /** The account of that id; letter case does not matter. */
    public Optional<AccountMatch.Account> account(String id) {
        return record(id).map(AccountRecord::account);
    }

    /** Everything on record about the account of that id; letter case does not matter. */
    public Optional<AccountRecord> record(String id) {
        return book.byId(id);
    }

    /** The address of the account's first contact, in the directory's order, whose address was verified recently enough. */
    @Override
    public Optional<String> verified(String accountId) {
        LocalDate today = LocalDate.now(clock);
        return record(accountId).stream()
                .flatMap(account -> account.contacts().stream())
                .filter(contact -> counts(contact.emailVerifiedAt(), today))
                .map(AccountRecord.Contact::email)
                .findFirst();
    }

    /** A day to come is a slip of the pen, save for tomorrow, which is today elsewhere. */
    private boolean counts(LocalDate verified, LocalDate today) {
        return verified != null
                && !verified.plusDays(policy.staleAfterDays()).isBefore(today)
                && !verified.isAfter(today.plusDays(1));
    }

    /** Every account, by id. */
    public List<AccountRecord> accounts() {
        return book.all();
    }

    /** The id of the team that owns the product area, or the empty string. Case and separators do not matter. */
    public String team(String productArea) {
        return products.team(productArea);
    }
}
