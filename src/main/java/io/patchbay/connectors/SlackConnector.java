package io.patchbay.connectors;

import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.event.CaseBrief.Receipt;
import java.util.Map;

/** Door to Slack's Web API, called by the {@code slack-*} Kamelets. */
public final class SlackConnector {
    private final Destinations destinations;

    private final SlackPace pace = new SlackPace(System::nanoTime);

    SlackConnector(Destinations destinations) {
        this.destinations = destinations;
    }

    /** How many milliseconds the message or the reply is to wait for its channel's turn. */
    public long turn(Delivery delivery) {
        SlackSettings slack = destinations.slack();
        boolean reply = Operation.POST_REPLY.equals(delivery.operation());
        return pace.turn(
                reply
                        ? message(delivery).channel()
                        : slack.channel(delivery.brief().queue()));
    }

    /** The request that posts the case's message into its queue's channel. */
    public ProviderRequest postMessage(Delivery delivery) {
        String channel = destinations.slack().channel(delivery.brief().queue());
        return post("/chat.postMessage", SlackComposer.message(delivery, channel));
    }

    /** The request that replies in the case's thread. */
    public ProviderRequest postReply(Delivery delivery) {
        Receipt message = message(delivery);
        return post("/chat.postMessage", SlackComposer.reply(delivery, message.channel(), message.id()));
    }

    /** A message or a reply was to be posted. */
    public Outcome posted(ProviderAnswer answer) {
        return SlackAnswers.sent(answer, destinations.slack(), false);
    }

    /** The request that writes the case's message again. */
    public ProviderRequest updateMessage(Delivery delivery) {
        Receipt message = message(delivery);
        return post("/chat.update", SlackComposer.update(delivery, message.channel(), message.id()));
    }

    public Outcome updated(ProviderAnswer answer) {
        return SlackAnswers.sent(answer, destinations.slack(), true);
    }

    /** Looks for the message or the reply that an earlier attempt may have posted. */
    public Conversation findMessage(Delivery delivery) {
        SlackSettings slack = destinations.slack();
        boolean reply = Operation.POST_REPLY.equals(delivery.operation());
        String channel = reply
                ? message(delivery).channel()
                : slack.channel(delivery.brief().queue());
        String thread = reply ? message(delivery).id() : "";
        return new SlackLookups(slack, headers()).message(delivery, channel, thread);
    }

    private static Receipt message(Delivery delivery) {
        Receipt message = delivery.brief().receipt("slack");
        if (!SlackAnswers.isTs(message.id()) || !SlackAnswers.isChannel(message.channel())) {
            throw new NotDeliverableException("the case has no Slack message yet");
        }
        return message;
    }

    private ProviderRequest post(String method, Object body) {
        return ProviderRequest.post(destinations.slack().base(), method, body, headers());
    }

    private Map<String, String> headers() {
        return Map.of("Authorization", destinations.slack().authorization(), "Accept", "application/json");
    }
}
