package io.patchbay.directory;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import java.util.List;

/**
 * What a call report offers to tell which account the caller belongs to, strongest first: a person of the company named
 * it, the line is on record, a trusted sender verified the caller, the contact is on record, the caller claims it.
 *
 * @param number the line of the customer's side, E.164, or empty
 * @param attestation what the network says of that line
 * @param contact what the caller gave as their address or number: E.164, an e-mail address in lower case, or empty
 * @param byNumber the accounts with that line on record
 * @param byContact the accounts with that contact on record
 * @param byTenant the accounts that the source serves, as it was configured
 * @param claim the account reference as it was said, or empty
 * @param claimed the account of that reference, or null when there is none
 * @param namedByStaff whether a person of the company said the reference
 * @param verified whether a sender trusted to verify, or a person of the company, verified the caller
 * @param verifiedForClaim verified with a reference to the proof, for an account that was named no later than that
 * @param verifiedForContact verified, and the contact was given no later than that
 */
record Evidence(
        String number,
        LineAttestation attestation,
        String contact,
        List<AccountRecord> byNumber,
        List<AccountRecord> byContact,
        List<AccountRecord> byTenant,
        String claim,
        AccountRecord claimed,
        boolean namedByStaff,
        boolean verified,
        boolean verifiedForClaim,
        boolean verifiedForContact,
        boolean failed) {

    static Evidence of(CallReport report, AccountBook book, Tenants tenants, PhoneNumbers numbers) {
        String number = numbers.e164(report.text(customerSide(report))).orElse("");
        String given = report.text(CallField.CALLER_CONTACT);
        String givenNumber = numbers.e164(given).orElse("");
        String claim = report.text(CallField.ACCOUNT_REFERENCE).strip();
        boolean verified = said(report, "verified");
        return new Evidence(
                number,
                LineAttestation.of(report),
                givenNumber.isEmpty() ? AccountBook.folded(given) : givenNumber,
                book.withNumber(number),
                givenNumber.isEmpty() ? book.withEmail(given) : book.withNumber(givenNumber),
                tenants.accountsOf(report.text(CallField.TENANT)),
                claim,
                book.byId(claim).orElse(null),
                report.field(CallField.ACCOUNT_REFERENCE)
                        .filter(field -> field.origin() == Origin.STAFF)
                        .isPresent(),
                verified,
                verified
                        && saidBeforeVerification(report, CallField.ACCOUNT_REFERENCE)
                        && !report.text(CallField.VERIFICATION_REFERENCE).isBlank(),
                verified && saidBeforeVerification(report, CallField.CALLER_CONTACT),
                report.text(CallField.VERIFICATION_STATE).equals("failed"));
    }

    /** Whether the company calls: the customer's line is then the one that was called. */
    static boolean isOutbound(CallReport report) {
        return report.text(CallField.DIRECTION).equals("outbound");
    }

    private static CallField customerSide(CallReport report) {
        return isOutbound(report) ? CallField.TO : CallField.FROM;
    }

    /**
     * Intake confirms the state as verified only for senders that are trusted to verify. A failure needs no such trust:
     * it takes something away and gives nothing.
     */
    private static boolean said(CallReport report, String state) {
        return report.field(CallField.VERIFICATION_STATE)
                .filter(field -> field.confirmation() == Confirmation.VERIFIED || field.origin() == Origin.STAFF)
                .filter(field -> field.value().equals(state))
                .isPresent();
    }

    /**
     * Who was verified for their own account and then names another one has not been verified for that: the value must
     * be at least as old as the verification.
     */
    private static boolean saidBeforeVerification(CallReport report, CallField field) {
        return report.field(field)
                .filter(said -> report.field(CallField.VERIFICATION_STATE)
                        .map(FieldValue::at)
                        .filter(verifiedAt -> !said.at().isAfter(verifiedAt))
                        .isPresent())
                .isPresent();
    }

    /** The claim when it does not name that account, else the empty string. */
    String correctionFor(AccountRecord account) {
        return claim.isEmpty() || account.equals(claimed) ? "" : claim;
    }

    /** The name of the contact of that account who calls, or the empty string. */
    String contactName(AccountRecord account) {
        return account.contacts().stream()
                .filter(person ->
                        is(person.phone(), number) || is(person.phone(), contact) || is(person.email(), contact))
                .map(AccountRecord.Contact::name)
                .findFirst()
                .orElse("");
    }

    private static boolean is(String onRecord, String said) {
        return !onRecord.isEmpty() && onRecord.equals(said);
    }
}
