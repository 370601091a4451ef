package io.patchbay.connectors.email;

import io.patchbay.connectors.settings.DestinationFile;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.platform.ContactAddresses;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code destinations/email.yaml}.
 *
 * @param host the SMTP server, or the empty string when none is configured
 * @param port 465 speaks TLS from the first byte; any other begins in the clear and goes on as {@code tls} says
 * @param username the empty string when the server wants none
 * @param tls {@code required}, {@code opportunistic} or {@code none}
 */
public record EmailSettings(
        String host, int port, String username, String password, String from, String tls, DestinationLimits limits) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

    public static EmailSettings of(DestinationFile file) {
        String port = file.text("/port");
        boolean number = PORT.matcher(port).matches() && Integer.parseInt(port) <= 65_535;
        EmailSettings settings = new EmailSettings(
                file.text("/host"),
                number ? Integer.parseInt(port) : 0,
                file.text("/username"),
                file.text("/password"),
                file.text("/from"),
                file.text("/tls"),
                file.limits());
        if (settings.isConfigured()) {
            settings.check(file);
        }
        return settings;
    }

    public boolean isConfigured() {
        return !host.isEmpty();
    }

    /** What is wrong, never with the value: it may be a secret in the wrong variable. */
    private void check(DestinationFile file) {
        if (!HOST.matcher(host).matches()) {
            file.problem("/host", "this is no name of a server", "give a name like smtp.example.com in SMTP_HOST");
        }
        if (port == 0) {
            file.problem("/port", "this is no port", "give a number from 1 to 65535 in SMTP_PORT, like 587");
        }
        if (!ContactAddresses.PLAIN.matcher(from).matches()) {
            file.problem("/from", "this is no address to write from", "give one like support@example.com in SMTP_FROM");
        }
        if (!List.of("required", "opportunistic", "none").contains(tls)) {
            file.problem("/tls", "encryption is required, opportunistic or none", "set SMTP_TLS to one of these");
        }
        if (username.isEmpty() != password.isEmpty()) {
            file.problem(
                    "/username", "a user name goes with a password", "set SMTP_USERNAME and SMTP_PASSWORD, or neither");
        }
        if (!username.isEmpty() && !tls.equals("required")) {
            file.problem(
                    "/tls",
                    "the password could go out in the clear",
                    "set SMTP_TLS to required, or leave SMTP_USERNAME out");
        }
    }

    /** The part behind the sign, for message ids. */
    String domain() {
        return from.substring(from.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return "EmailSettings[" + (isConfigured() ? "configured" : "not configured") + "]";
    }
}
