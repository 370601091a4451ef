package io.patchbay.directory;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Account;
import io.patchbay.event.AccountMatch.Level;
import java.util.List;

/** Account matches for the tests of this room. */
final class Matches {
    static final AccountMatch NONE = AccountMatch.none("nobody", false);

    private Matches() {}

    static AccountMatch of(Level level, String owner, boolean stale) {
        Account account = new Account("acct-a", "A", "business", "24x7", owner, "retail", "eu", false, List.of());
        return new AccountMatch(
                level,
                "on record",
                account,
                "",
                false,
                "",
                stale,
                AccountMatch.Basis.LINE,
                level.compareTo(Level.KNOWN) >= 0);
    }
}
