package io.patchbay.directory;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Who owns the cases of a queue at one moment. There is always somebody: promise 9 knows no case without a name. */
final class Ownership {
    /** What the reason of an owner holds who is the lead because nobody else was there. */
    static final String NOBODY_ELSE = "as no stand-in is there for";

    private final Staff staff;

    Ownership(Staff staff) {
        this.staff = staff;
    }

    /**
     * The account's own owner where the queue wants that and the caller belongs to the account, else the queue's owner;
     * each only while present and inside the queue's hours. Then the first stand-in who is present, then the lead.
     */
    Person of(Queue queue, AccountMatch match, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, queue.hours().zone());
        boolean open = queue.hours().contains(at);
        String before = "";
        if (queue.accountOwnerFirst() && match.belongs()) {
            Optional<Staff.Member> accountOwner = staff.byId(match.account().owner());
            if (accountOwner.isPresent()) {
                String missing = missing(accountOwner.get(), day, open);
                if (missing.isEmpty()) {
                    return accountOwner.get().because(accountOwnerOf(match));
                }
                before = "; the account's owner " + accountOwner.get().id() + " is " + missing;
            }
        }
        String missing = missing(queue.owner(), day, open);
        if (missing.isEmpty()) {
            return queue.owner().because("owner of queue " + queue.name() + before);
        }
        String absent = queue.owner().id() + ": " + missing + before;
        return queue.standIns().stream()
                .filter(member -> member.absence(day).isEmpty())
                .findFirst()
                .map(member -> member.because("stand-in for " + absent))
                .orElseGet(() ->
                        queue.lead().because("lead of queue " + queue.name() + ", " + NOBODY_ELSE + " " + absent));
    }

    private static String accountOwnerOf(AccountMatch match) {
        return "owner of account " + match.account().id() + (match.stale() ? ", from a stale record" : "");
    }

    /** Why the member cannot take the case now, or the empty string. */
    private static String missing(Staff.Member member, LocalDate day, boolean open) {
        return member.absence(day)
                .map(absence -> "away until " + absence.to())
                .orElse(open ? "" : "outside the queue's hours");
    }
}
