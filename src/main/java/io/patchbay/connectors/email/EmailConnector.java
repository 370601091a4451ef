package io.patchbay.connectors.email;

import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderClient;
import io.patchbay.connectors.text.Marker;
import io.patchbay.connectors.text.PlainText;
import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.event.CaseBrief;
import io.patchbay.platform.ContactAddresses;
import java.util.Optional;

/** What the Kamelet {@code email-send} sends and makes of the answers: approved messages to verified contacts of accounts. */
public final class EmailConnector {
    private static final int LONGEST_SUBJECT = 120;
    private static final int LONGEST_TEXT = 20_000;

    private final Optional<EmailSettings> settings;
    private final ContactAddresses contacts;

    /** @param settings empty when no mail server is configured */
    public EmailConnector(Optional<EmailSettings> settings, ContactAddresses contacts) {
        this.settings = settings;
        this.contacts = contacts;
    }

    /**
     * Why a case cannot be told by e-mail, or the empty string when it can.
     *
     * @param accountId the account that the caller belongs to, or the empty string
     * @param restricted whether no detail may leave the queue's own project and channel
     */
    public String unreachable(String accountId, boolean restricted) {
        if (settings.isEmpty()) {
            return "no mail server is configured";
        }
        if (restricted) {
            return "its queue is restricted";
        }
        if (accountId.isEmpty()) {
            return "its account is not known";
        }
        return address(accountId).isEmpty() ? "its account has no verified e-mail address" : "";
    }

    /** Whether the attempt is still to be made, and is to send an e-mail; one of another operation is refused. */
    public boolean sends(Attempt attempt) {
        if (!attempt.delivery().operation().equals(Operation.SEND_UPDATE)) {
            attempt.end(Outcome.of(Outcome.Kind.REJECTED, 0, "no connector knows this operation"));
        }
        return !attempt.isEnded();
    }

    /** The message. To whom is looked up now, so that an address taken out of the directory is not written to any more. */
    public EmailMessage compose(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        CaseBrief brief = delivery.brief();
        String account = brief.matter().accountId();
        String why = brief.matter().trusted()
                ? unreachable(account, brief.restricted())
                : "its caller is not proven to belong to an account";
        if (!why.isEmpty()) {
            throw new NotDeliverableException(why);
        }
        EmailSettings server = settings.orElseThrow();
        String about = PlainText.line(
                "Incident " + delivery.payload().getOrDefault("incident", "") + ": "
                        + delivery.payload().getOrDefault("stage", "") + " (case " + brief.ref() + ")",
                LONGEST_SUBJECT);
        return new EmailMessage(
                server.from(),
                address(account).orElseThrow(),
                about,
                "<" + Marker.uuid(delivery.marker()) + "@" + server.domain() + ">",
                PlainText.lines(delivery.payload().getOrDefault("text", ""), LONGEST_TEXT) + "\n\n" + about + "\n");
    }

    /** The server took the message. */
    public Attempt sent(Attempt attempt, EmailMessage message) {
        attempt.end(Outcome.succeeded(message.id(), "", "", "", 0));
        return attempt;
    }

    /** The message could not be composed, the server did not take it, or did not say so. */
    public Attempt failed(Attempt attempt, EmailMessage message, Exception failure) {
        attempt.begin();
        attempt.end(message == null ? ProviderClient.broken(failure) : EmailAnswers.failed(failure));
        return attempt;
    }

    private Optional<String> address(String accountId) {
        return contacts.verified(accountId)
                .filter(address -> ContactAddresses.PLAIN.matcher(address).matches());
    }
}
