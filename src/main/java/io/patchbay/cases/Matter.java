package io.patchbay.cases;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.FailureSignature;

/**
 * What makes two calls the same matter: the account, the queue, the product area and the error. Only a caller who is
 * trusted to belong to the account has a matter; anybody else's call stands alone, so that nobody talks their way onto
 * another tenant's case.
 *
 * @param broad the account and the product area, or the empty string when the call stands alone
 * @param exact the whole matter, or the empty string when the call names no error or stands alone
 * @param queue the queue the call was decided for
 */
public record Matter(String broad, String exact, String queue) {
    private static final Matter ALONE = new Matter("", "", "");

    static Matter of(CallReport report, AccountMatch match, Decision decision) {
        return of(report, match, decision.queue());
    }

    static Matter of(CallReport report, AccountMatch match, String queue) {
        String broad = broad(report, match);
        if (broad.isEmpty() || queue.equals("review")) {
            return ALONE;
        }
        return new Matter(broad, exact(broad, queue, report.text(CallField.ERROR_MESSAGE)), queue);
    }

    /** The whole matter, or the empty string when the call names no error or stands alone. */
    public static String exact(String broad, String queue, String errorMessage) {
        String error = FailureSignature.fold(errorMessage);
        return broad.isEmpty() || error.isEmpty() ? "" : FailureSignature.hash(String.join("|", broad, queue, error));
    }

    /** The broad matter of a call before it is decided. */
    static String broad(CallReport report, AccountMatch match) {
        String area = FailureSignature.fold(report.text(CallField.PRODUCT_AREA));
        return !match.trusted() || area.isEmpty() ? "" : FailureSignature.hash(match.accountId() + "|" + area);
    }

    boolean alone() {
        return broad.isEmpty();
    }
}
