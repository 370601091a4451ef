package io.patchbay.connectors.email;

import io.patchbay.dispatch.Outcome;
import io.patchbay.platform.Causes;
import io.patchbay.platform.FailureName;

/**
 * What a mail server's answers mean: by the first digit, 4 is for now and 5 is for good.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1">RFC 5321, 4.2.1</a>
 */
final class EmailAnswers {
    private EmailAnswers() {}

    /** The reason names a code or a kind of failure, never the server's words: they repeat the address. */
    static Outcome failed(Exception failure) {
        return Causes.first(SmtpRefusal.class, failure)
                .map(EmailAnswers::refused)
                .orElseGet(() -> Outcome.of(
                        Outcome.Kind.UNKNOWN, 0, "the message could not be handed over: " + FailureName.of(failure)));
    }

    private static Outcome refused(SmtpRefusal refusal) {
        int code = refusal.code();
        if (code >= 400) {
            return Outcome.of(
                    code >= 500 ? Outcome.Kind.REJECTED : Outcome.Kind.NOT_SENT,
                    code,
                    "SMTP " + code + " " + refusal.where());
        }
        if (refusal.byGuard()) {
            return Outcome.of(Outcome.Kind.REJECTED, 0, "egress refused: correct SMTP_HOST");
        }
        return refusal.textBegun()
                ? Outcome.of(Outcome.Kind.UNKNOWN, 0, "no answer to the message: " + refusal.kind())
                : Outcome.of(Outcome.Kind.NOT_SENT, 0, "not sent: " + refusal.kind());
    }
}
