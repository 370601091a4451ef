package io.patchbay.directory;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.FieldValue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/**
 * Which account a caller belongs to. The line they call from goes before anything they say; what they say can choose
 * among the accounts that the line fits, and can never add one.
 */
final class AccountMatching {
    private final AccountBook book;
    private final PhoneNumbers numbers;
    private final AccountPolicy policy;
    private final Clock clock;

    AccountMatching(AccountBook book, AccountPolicy policy, Clock clock) {
        this.book = book;
        this.numbers = new PhoneNumbers(policy.defaultRegion());
        this.policy = policy;
        this.clock = clock;
    }

    AccountMatch match(CallReport report) {
        Evidence evidence = Evidence.of(report, book, numbers);
        Finding finding = find(evidence);
        AccountRecord record = finding.record;
        if (record == null) {
            return new AccountMatch(Level.NONE, finding.reason, null, "", evidence.failed(), "", false);
        }
        return new AccountMatch(
                finding.level,
                finding.reason,
                record.account(),
                evidence.contactName(record),
                evidence.failed(),
                finding.correction,
                record.isStale(dayOf(report), policy.staleAfterDays()));
    }

    private Finding find(Evidence evidence) {
        AccountRecord claimed = evidence.claimed();
        if (evidence.namedByStaff() && claimed != null) {
            boolean proven = evidence.verified() && evidence.byNumber().contains(claimed);
            return new Finding(proven ? Level.VERIFIED : Level.KNOWN, "staff named the account", claimed, "");
        }
        if (!evidence.byNumber().isEmpty()) {
            return byNumber(evidence);
        }
        if (claimed != null && evidence.verifiedForClaim()) {
            return new Finding(
                    Level.VERIFIED, "a trusted sender verified the caller for the account they name", claimed, "");
        }
        if (!evidence.byContact().isEmpty()) {
            return byContact(evidence);
        }
        if (claimed != null) {
            return new Finding(
                    Level.MAYBE, "the caller names the account and nothing shows that they belong to it", claimed, "");
        }
        return Finding.none(
                evidence.claim().isEmpty()
                        ? "neither the line nor the contact is on record, and no account was named"
                        : "neither the line nor the contact is on record, and the account named is not in the directory");
    }

    private Finding byNumber(Evidence evidence) {
        List<AccountRecord> fitting = evidence.byNumber();
        if (fitting.size() > 1) {
            return byNarrowing(fitting, evidence);
        }
        AccountRecord account = fitting.get(0);
        String correction = evidence.correctionFor(account);
        if (!correction.isEmpty()) {
            return new Finding(
                    Level.KNOWN, "the line is on record for this account; they named another", account, correction);
        }
        return evidence.verified()
                ? new Finding(
                        Level.VERIFIED, "the line is on record and a trusted sender verified the caller", account, "")
                : new Finding(Level.KNOWN, "the line is on record for this account", account, "");
    }

    /** The line is on record for several accounts: what the caller says may choose among these. */
    private Finding byNarrowing(List<AccountRecord> fitting, Evidence evidence) {
        AccountRecord claimed = evidence.claimed();
        if (claimed != null && fitting.contains(claimed)) {
            return evidence.verifiedForClaim()
                    ? new Finding(Level.VERIFIED, "the line fits and a trusted sender verified the caller", claimed, "")
                    : new Finding(Level.KNOWN, "the line fits several accounts; they named this one", claimed, "");
        }
        if (evidence.claim().isEmpty()) {
            List<AccountRecord> both =
                    fitting.stream().filter(evidence.byContact()::contains).toList();
            if (both.size() == 1) {
                return new Finding(
                        contactLevel(), "the line fits several accounts; the contact only this one", both.get(0), "");
            }
        }
        return guess("the line", fitting, evidence);
    }

    private Finding byContact(Evidence evidence) {
        List<AccountRecord> fitting = evidence.byContact();
        if (fitting.size() > 1) {
            return evidence.claimed() != null && fitting.contains(evidence.claimed())
                    ? new Finding(
                            contactLevel(),
                            "the contact fits several accounts; they named this one",
                            evidence.claimed(),
                            "")
                    : guess("the contact", fitting, evidence);
        }
        AccountRecord account = fitting.get(0);
        String correction = evidence.correctionFor(account);
        if (correction.isEmpty() && evidence.verifiedForContact()) {
            return new Finding(
                    Level.VERIFIED, "the contact is on record and a trusted sender verified the caller", account, "");
        }
        return new Finding(
                contactLevel(),
                "the contact they gave is on record for this account; the line is not",
                account,
                correction);
    }

    private Level contactLevel() {
        return policy.contactProves() ? Level.KNOWN : Level.MAYBE;
    }

    /** The first by id, so that the same call always gets the same guess. */
    private static Finding guess(String what, List<AccountRecord> fitting, Evidence evidence) {
        AccountRecord first = fitting.get(0);
        String reason = what + " is on record for " + fitting.size() + " accounts, and nothing chooses among them";
        return new Finding(Level.MAYBE, reason, first, evidence.correctionFor(first));
    }

    /** The day of the call where the report says it, so that deciding again later comes to the same. */
    private LocalDate dayOf(CallReport report) {
        Instant at = report.time(CallField.CALL_STARTED_AT)
                .or(() -> report.time(CallField.CALL_ENDED_AT))
                .or(() -> report.fields().values().stream().map(FieldValue::at).max(Comparator.naturalOrder()))
                .orElseGet(clock::instant);
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private record Finding(Level level, String reason, AccountRecord record, String correction) {
        static Finding none(String reason) {
            return new Finding(Level.NONE, reason, null, "");
        }
    }
}
