package io.patchbay.intake;

import java.time.Instant;

/** The body of the intake routes: one webhook request on its way to its answer. Each step fills in what it finds. */
public final class WebhookDelivery {
    private final WebhookRequest request;
    private VerifiedRequest verified;
    private Arrival arrival;
    private Instant receivedAt;
    private boolean dialogRequest;
    private Kept kept;
    private IntakeAnswer answer;

    private WebhookDelivery(WebhookRequest request) {
        this.request = request;
    }

    /** A request of which nothing is believed yet. */
    static WebhookDelivery of(WebhookRequest request) {
        return new WebhookDelivery(request);
    }

    /** What the hub fetched itself, and is to be kept like a delivery. */
    static WebhookDelivery fetched(Arrival arrival) {
        WebhookDelivery delivery = new WebhookDelivery(null);
        delivery.arrival = arrival;
        return delivery;
    }

    WebhookRequest request() {
        return request;
    }

    void verify(VerifiedRequest proven) {
        verified = proven;
    }

    VerifiedRequest verified() {
        return verified;
    }

    /** @param dialog whether its sender waits for a dialog */
    void open(Arrival read, Instant at, boolean dialog) {
        arrival = read;
        receivedAt = at;
        dialogRequest = dialog;
    }

    Arrival arrival() {
        return arrival;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    /** What identifies the delivery within its source. */
    public String deliveryKey() {
        return arrival.deliveryKey();
    }

    /** Whether it is an event; else its sender only asks whether anybody listens. */
    public boolean isEvent() {
        return !arrival.challenge();
    }

    /** Whether somebody pressed something and may wait for a dialog. */
    public boolean isDialogRequest() {
        return dialogRequest;
    }

    void keep(Kept found) {
        kept = found;
    }

    /** What the inbox has of it, or null while that is not known. */
    Kept kept() {
        return kept;
    }

    void answer(IntakeAnswer wanted) {
        answer = wanted;
    }

    IntakeAnswer answer() {
        return answer;
    }
}
