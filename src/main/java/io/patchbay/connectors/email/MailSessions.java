package io.patchbay.connectors.email;

import io.patchbay.dispatch.DestinationLimits;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Provider;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The one configuration of outgoing mail, given to camel-mail as its session. By itself it would connect, read and write
 * without an end, and send in the clear.
 *
 * @see <a href="https://eclipse-ee4j.github.io/angus-mail/docs/api/org.eclipse.angus.mail/org/eclipse/angus/mail/smtp/package-summary.html">the SMTP provider's properties</a>
 */
public final class MailSessions {
    private static final int IMPLICIT_TLS = 465;

    private MailSessions() {}

    /** @param settings empty when no mail server is configured: then nothing can be sent by the session */
    public static Session of(Optional<EmailSettings> settings, DeadlineSockets sockets) {
        Properties properties = new Properties();
        settings.ifPresent(each -> fill(properties, each, sockets));
        Session session = Session.getInstance(properties);
        try {
            session.setProvider(
                    new Provider(Provider.Type.TRANSPORT, "smtp", SmtpTransport.class.getName(), "Patchbay", "1"));
        } catch (NoSuchProviderException e) {
            throw new IllegalStateException(e);
        }
        return session;
    }

    private static void fill(Properties properties, EmailSettings settings, DeadlineSockets sockets) {
        DestinationLimits limits = settings.limits();
        boolean tls = !settings.tls().equals("none");
        boolean implicit = tls && settings.port() == IMPLICIT_TLS;
        put(properties, "host", settings.host());
        put(properties, "port", String.valueOf(settings.port()));
        put(properties, "connectiontimeout", millis(limits.connectTimeout()));
        put(properties, "timeout", millis(limits.responseTimeout()));
        put(properties, "writetimeout", millis(limits.responseTimeout()));
        put(properties, "quitwait", "false");
        put(properties, "ssl.enable", String.valueOf(implicit));
        put(properties, "ssl.checkserveridentity", "true");
        put(properties, "starttls.enable", String.valueOf(tls && !implicit));
        put(properties, "starttls.required", String.valueOf(settings.tls().equals("required") && !implicit));
        put(properties, "socketFactory.fallback", "false");
        properties.put("mail.smtp.socketFactory", sockets);
        if (!settings.username().isEmpty()) {
            put(properties, "auth", "true");
            put(properties, "user", settings.username());
            put(properties, "password", settings.password());
        }
    }

    private static void put(Properties properties, String name, String value) {
        properties.setProperty("mail.smtp." + name, value);
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }
}
