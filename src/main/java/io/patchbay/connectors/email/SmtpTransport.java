package io.patchbay.connectors.email;

import io.patchbay.platform.FailureName;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Angus Mail's transport, which notes the moment from which a server may have taken the message: before its text nothing
 * has happened, and an answer that does not come after it leaves that open. Made by the session, by its class's name.
 */
public final class SmtpTransport extends SMTPTransport {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);

    private boolean textBegun;

    public SmtpTransport(Session session, URLName url) {
        super(session, url);
    }

    @Override
    public synchronized void connect(String host, int port, String user, String password) throws MessagingException {
        try {
            super.connect(host, port, user, password);
        } catch (MessagingException e) {
            throw SmtpRefusal.of(e, false);
        }
    }

    @Override
    public synchronized void sendMessage(Message message, Address[] addresses) throws MessagingException {
        textBegun = false;
        try {
            super.sendMessage(message, addresses);
        } catch (MessagingException e) {
            throw SmtpRefusal.of(e, textBegun);
        }
    }

    /** The server has said that it waits for the text. */
    @Override
    protected OutputStream data() throws MessagingException {
        OutputStream text = super.data();
        textBegun = true;
        return text;
    }

    /** The message's fate is decided by now: that the farewell fails changes nothing. */
    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (MessagingException e) {
            LOG.debug("the mail server heard no farewell: {}", FailureName.of(e));
        }
    }
}
