package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.directory.AccountRecord.Contact;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VerifiedAddressTest {
    private static final LocalDate TODAY = LocalDate.ofInstant(Reports.AT, ZoneOffset.UTC);

    private static Directory directory(Contact... contacts) {
        AccountRecord account = new AccountRecord(
                Accounts.A.account(), null, TODAY, new TreeSet<>(), List.of(contacts), MatchPolicy.DEFAULT);
        return new Directory(
                List.of(account),
                Map.of(),
                new Products(Set.of(), Map.of()),
                new AccountPolicy("US", 365, MatchPolicy.DEFAULT),
                Clock.fixed(Reports.AT, ZoneOffset.UTC));
    }

    private static Contact contact(String email, LocalDate verified) {
        return new Contact("Dana", email, "", "admin", verified);
    }

    @Test
    void theFirstVerifiedAddress_isTheAccounts() {
        Directory directory = directory(
                contact("unverified@a.example", null),
                contact("old@a.example", TODAY.minusDays(366)),
                contact("slip@a.example", TODAY.plusYears(30)),
                contact("first@a.example", TODAY.minusDays(365)),
                contact("second@a.example", TODAY));

        assertThat(directory.verified("ACCT-A")).contains("first@a.example");
    }

    @Test
    void anAccountWithoutOne_hasNone() {
        assertThat(directory(contact("unverified@a.example", null)).verified("acct-a"))
                .isEmpty();
        assertThat(directory(contact("first@a.example", TODAY)).verified("acct-z"))
                .isEmpty();
        assertThat(directory(contact("first@a.example", TODAY)).verified("")).isEmpty();
    }
}
