package io.patchbay.connectors.email;

import io.patchbay.platform.EgressRefusedException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** A message was not taken: how far it came, and what the server said. Keeps neither addresses nor the server's words. */
final class SmtpRefusal extends MessagingException {
    private final int code;
    private final String where;
    private final boolean textBegun;
    private final String kind;
    private final boolean byGuard;

    private SmtpRefusal(int code, String where, boolean textBegun, Throwable innermost) {
        super("the message was not taken");
        this.code = code;
        this.where = where;
        this.textBegun = textBegun;
        this.kind = innermost.getClass().getSimpleName();
        this.byGuard = innermost instanceof EgressRefusedException;
    }

    /** @param textBegun whether the server had begun to read the message itself, so that it may have taken it */
    static SmtpRefusal of(MessagingException failure, boolean textBegun) {
        int code = 0;
        String where = "";
        Throwable last = failure;
        for (Throwable at = failure; at != null; at = cause(at)) {
            last = at;
            if (at instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
                where = "for the recipient";
            } else if (at instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
                where = "for the sender";
            } else if (at instanceof SMTPSendFailedException send && code <= 0) {
                code = send.getReturnCode();
                where = textBegun ? "for the message" : "before the message";
            } else if (at instanceof AuthenticationFailedException) {
                code = leadingCode(at.getMessage());
                where = "for the credentials";
            }
        }
        return new SmtpRefusal(code, where, textBegun, last);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof MessagingException messaging && messaging.getNextException() != null
                ? messaging.getNextException()
                : failure.getCause();
    }

    private static int leadingCode(String answer) {
        return answer != null && answer.matches("(?s)[45]\\d\\d.*") ? Integer.parseInt(answer.substring(0, 3)) : 0;
    }

    /** The answer's code; 0 or less when there was none. */
    int code() {
        return code;
    }

    String where() {
        return where;
    }

    boolean textBegun() {
        return textBegun;
    }

    /** Whether the egress guard kept the connection from being made. */
    boolean byGuard() {
        return byGuard;
    }

    /** The kind of the innermost failure. */
    String kind() {
        return kind;
    }
}
