package io.patchbay.connectors;

import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.event.CaseBrief;
import io.patchbay.platform.ContactAddresses;
import java.util.Optional;

/** Door to the mail server, called by the Kamelet {@code email-send}: approved messages to verified contacts of accounts. */
public final class EmailConnector {
    private static final int LONGEST_SUBJECT = 120;
    private static final int LONGEST_TEXT = 20_000;

    private final Destinations destinations;
    private final ContactAddresses contacts;

    EmailConnector(Destinations destinations, ContactAddresses contacts) {
        this.destinations = destinations;
        this.contacts = contacts;
    }

    /**
     * Why a case cannot be told by e-mail, or the empty string when it can.
     *
     * @param accountId the account that the caller belongs to, or the empty string
     * @param restricted whether no detail may leave the queue's own project and channel
     */
    public String unreachable(String accountId, boolean restricted) {
        if (destinations.email().isEmpty()) {
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

    /** The message. To whom is looked up now, so that an address taken out of the directory is not written to any more. */
    public EmailMessage compose(Delivery delivery) {
        CaseBrief brief = delivery.brief();
        String account = brief.matter().accountId();
        String why = brief.matter().trusted()
                ? unreachable(account, brief.restricted())
                : "its caller is not proven to belong to an account";
        if (!why.isEmpty()) {
            throw new NotDeliverableException(why);
        }
        EmailSettings settings = destinations.email().orElseThrow();
        String about = Plain.line(
                "Incident " + delivery.payload().getOrDefault("incident", "") + ": "
                        + delivery.payload().getOrDefault("stage", "") + " (case " + brief.ref() + ")",
                LONGEST_SUBJECT);
        return new EmailMessage(
                settings.from(),
                address(account).orElseThrow(),
                about,
                "<" + Marker.uuid(delivery.marker()) + "@" + settings.domain() + ">",
                Plain.lines(delivery.payload().getOrDefault("text", ""), LONGEST_TEXT) + "\n\n" + about + "\n");
    }

    /** The server took the message. */
    public Outcome sent(EmailMessage message) {
        return Outcome.succeeded(message.id(), "", "", "", 0);
    }

    /** The server did not take the message, or did not say so. */
    public Outcome failed(Exception failure) {
        return EmailAnswers.failed(failure);
    }

    private Optional<String> address(String accountId) {
        return contacts.verified(accountId)
                .filter(address -> ContactAddresses.PLAIN.matcher(address).matches());
    }
}
