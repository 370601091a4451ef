package io.patchbay.directory;

import static io.patchbay.event.AccountMatch.Basis.LINE;
import static io.patchbay.event.AccountMatch.Basis.REFERENCE_ONLY;
import static io.patchbay.event.AccountMatch.Basis.REGISTERED_CONTACT_SPOKEN;
import static io.patchbay.event.AccountMatch.Basis.STAFF;
import static io.patchbay.event.AccountMatch.Basis.VERIFICATION;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Basis;
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
 * among the accounts that the line fits, can never add one, and is never enough to trust them.
 */
final class AccountMatching {
    private final AccountBook book;
    private final Tenants tenants;
    private final PhoneNumbers numbers;
    private final AccountPolicy policy;
    private final Clock clock;

    AccountMatching(AccountBook book, Tenants tenants, AccountPolicy policy, Clock clock) {
        this.book = book;
        this.tenants = tenants;
        this.numbers = new PhoneNumbers(policy.defaultRegion());
        this.policy = policy;
        this.clock = clock;
    }

    AccountMatch match(CallReport report) {
        Evidence evidence = Evidence.of(report, book, tenants, numbers);
        Finding finding = find(evidence);
        AccountRecord record = finding.record;
        if (record == null) {
            return AccountMatch.none(finding.reason, evidence.failed());
        }
        return new AccountMatch(
                finding.level,
                finding.reason,
                record.account(),
                evidence.contactName(record),
                evidence.failed(),
                finding.correction,
                record.isStale(dayOf(report), policy.staleAfterDays()),
                finding.basis,
                finding.sure && !evidence.failed());
    }

    private Finding find(Evidence evidence) {
        AccountRecord claimed = evidence.claimed();
        if (evidence.namedByStaff() && claimed != null) {
            boolean verified = evidence.verified() && evidence.byNumber().contains(claimed) && !isFaked(evidence);
            return new Finding(
                    verified ? Level.VERIFIED : Level.KNOWN, STAFF, true, "staff named the account", claimed, "");
        }
        if (!evidence.byNumber().isEmpty() && !isFaked(evidence)) {
            return byNumber(evidence);
        }
        if (claimed != null && evidence.verifiedForClaim()) {
            return Finding.verified("a trusted sender verified the caller for the account they name", claimed);
        }
        if (evidence.byContact().size() == 1
                && evidence.verifiedForContact()
                && evidence.correctionFor(evidence.byContact().get(0)).isEmpty()) {
            return Finding.verified(
                    "the contact is on record and a trusted sender verified the caller",
                    evidence.byContact().get(0));
        }
        if (!evidence.byNumber().isEmpty()) {
            return byFakedNumber(evidence);
        }
        if (!evidence.byContact().isEmpty()) {
            return byContact(evidence);
        }
        if (claimed != null) {
            return Finding.guess(
                    REFERENCE_ONLY,
                    "the caller names the account and nothing shows that they belong to it",
                    claimed,
                    "");
        }
        if (evidence.claim().isEmpty() && evidence.byTenant().size() == 1) {
            return Finding.guess(
                    REFERENCE_ONLY,
                    "the source serves this account only, and nothing shows that the caller belongs to it",
                    evidence.byTenant().get(0),
                    "");
        }
        return Finding.none(
                evidence.claim().isEmpty()
                        ? "neither the line nor the contact is on record, and no account was named"
                        : "neither the line nor the contact is on record, and the account named is not in the directory");
    }

    private static boolean isFaked(Evidence evidence) {
        return evidence.attestation() == LineAttestation.FAILED;
    }

    private static Finding byNumber(Evidence evidence) {
        List<AccountRecord> fitting = evidence.byNumber();
        if (fitting.size() > 1) {
            return byNarrowing(fitting, evidence);
        }
        AccountRecord account = fitting.get(0);
        String correction = evidence.correctionFor(account);
        if (correction.isEmpty() && evidence.verified()) {
            return Finding.verified("the line is on record and a trusted sender verified the caller", account);
        }
        boolean sure = evidence.attestation().satisfies(account.matching().trustedLines());
        String reason = correction.isEmpty()
                ? "the line is on record for this account"
                : "the line is on record for this account; they named another";
        return new Finding(
                Level.KNOWN,
                LINE,
                sure,
                sure ? reason : reason + "; the company does not trust it as it was attested",
                account,
                correction);
    }

    /** The network says that the line is not the caller's: it still says which account a person should look at. */
    private static Finding byFakedNumber(Evidence evidence) {
        List<AccountRecord> fitting = evidence.byNumber();
        if (fitting.size() > 1) {
            return guess("the line, whose attestation failed,", LINE, fitting, evidence);
        }
        AccountRecord account = fitting.get(0);
        return Finding.guess(
                LINE,
                "the line is on record for this account, and its attestation failed",
                account,
                evidence.correctionFor(account));
    }

    /** The line is on record for several accounts: what the caller says may choose among these. */
    private static Finding byNarrowing(List<AccountRecord> fitting, Evidence evidence) {
        AccountRecord claimed = evidence.claimed();
        if (claimed != null && fitting.contains(claimed)) {
            return evidence.verifiedForClaim()
                    ? Finding.verified("the line fits and a trusted sender verified the caller", claimed)
                    : Finding.said(LINE, "the line fits several accounts; they named this one", claimed, "");
        }
        if (evidence.claim().isEmpty()) {
            List<AccountRecord> both =
                    fitting.stream().filter(evidence.byContact()::contains).toList();
            if (both.size() == 1) {
                return evidence.verifiedForContact()
                        ? Finding.verified(
                                "the line and the contact fit and a trusted sender verified the caller", both.get(0))
                        : Finding.said(
                                LINE, "the line fits several accounts; the contact only this one", both.get(0), "");
            }
            List<AccountRecord> served =
                    fitting.stream().filter(evidence.byTenant()::contains).toList();
            if (served.size() == 1) {
                return Finding.said(
                        LINE, "the line fits several accounts; the source serves only this one", served.get(0), "");
            }
        }
        return guess("the line", LINE, fitting, evidence);
    }

    private static Finding byContact(Evidence evidence) {
        List<AccountRecord> fitting = evidence.byContact();
        if (fitting.size() > 1) {
            return evidence.claimed() != null && fitting.contains(evidence.claimed())
                    ? Finding.said(
                            REGISTERED_CONTACT_SPOKEN,
                            "the contact fits several accounts; they named this one",
                            evidence.claimed(),
                            "")
                    : guess("the contact", REGISTERED_CONTACT_SPOKEN, fitting, evidence);
        }
        AccountRecord account = fitting.get(0);
        return Finding.said(
                REGISTERED_CONTACT_SPOKEN,
                "the contact they gave is on record for this account; the line is not",
                account,
                evidence.correctionFor(account));
    }

    /** The first by id, so that the same call always gets the same guess. */
    private static Finding guess(String what, Basis basis, List<AccountRecord> fitting, Evidence evidence) {
        AccountRecord first = fitting.get(0);
        String reason = what + " is on record for " + fitting.size() + " accounts, and nothing chooses among them";
        return Finding.guess(basis, reason, first, evidence.correctionFor(first));
    }

    /** The day of the call where the report says it, so that deciding again later comes to the same. */
    private LocalDate dayOf(CallReport report) {
        Instant at = report.time(CallField.CALL_STARTED_AT)
                .or(() -> report.time(CallField.CALL_ENDED_AT))
                .or(() -> report.fields().values().stream().map(FieldValue::at).max(Comparator.naturalOrder()))
                .orElseGet(clock::instant);
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** @param sure whether the finding may be trusted unless the caller's verification failed */
    private record Finding(
            Level level, Basis basis, boolean sure, String reason, AccountRecord record, String correction) {
        static Finding none(String reason) {
            return new Finding(Level.NONE, Basis.NONE, false, reason, null, "");
        }

        static Finding verified(String reason, AccountRecord record) {
            return new Finding(Level.VERIFIED, VERIFICATION, true, reason, record, "");
        }

        /** Found by what the caller said: known at the most, where the directory allows it for the account. */
        static Finding said(Basis basis, String reason, AccountRecord record, String correction) {
            Level level = record.matching().contactKnown() ? Level.KNOWN : Level.MAYBE;
            return new Finding(level, basis, false, reason, record, correction);
        }

        static Finding guess(Basis basis, String reason, AccountRecord record, String correction) {
            return new Finding(Level.MAYBE, basis, false, reason, record, correction);
        }
    }
}
