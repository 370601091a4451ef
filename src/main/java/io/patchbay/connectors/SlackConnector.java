package io.patchbay.connectors;

import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Receipt;
import io.patchbay.event.Feedback;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Door to Slack's Web API, called by the {@code slack-*} Kamelets. */
public final class SlackConnector {
    private static final SlackTurn NOW = new SlackTurn(0, false);

    private final Destinations destinations;
    private final SlackPace pace;

    SlackConnector(Destinations destinations) {
        this.destinations = destinations;
        this.pace = new SlackPace(destinations.slackPostsEvery(), System::nanoTime);
    }

    /** Whether a channel is configured that is told of pages which are not delivered. */
    public boolean hasFallback() {
        return destinations.hasFallback();
    }

    /** When the message or the reply may go into its channel. What cannot be posted at all need not wait. */
    public SlackTurn turn(Delivery delivery) {
        boolean reply = Operation.POST_REPLY.equals(delivery.operation());
        try {
            return pace.turn(reply ? message(delivery).channel() : channel(delivery));
        } catch (NotDeliverableException e) {
            return NOW;
        }
    }

    /** The outcome of a post that is put back until its channel's turn. */
    public Outcome later(SlackTurn turn) {
        return Outcome.throttled(Duration.ofMillis(turn.millis()), 0, "waits for its turn in the channel");
    }

    /** The request that posts the case's message into its queue's channel, or tells the fallback channel of its page. */
    public ProviderRequest postMessage(Delivery delivery) {
        String channel = channel(delivery);
        return post(
                "/chat.postMessage",
                isFallback(delivery)
                        ? SlackComposer.fallback(delivery, channel)
                        : SlackComposer.message(delivery, channel));
    }

    private static boolean isFallback(Delivery delivery) {
        return Operation.TELL_FALLBACK.equals(delivery.operation());
    }

    private String channel(Delivery delivery) {
        if (!isFallback(delivery)) {
            String place = delivery.place();
            return place.isEmpty()
                    ? destinations.slack().channel(delivery.brief().queue())
                    : place;
        }
        if (!destinations.hasFallback()) {
            throw new NotDeliverableException("slack.yaml names no fallback_channel");
        }
        return destinations.slack().fallbackChannel();
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

    /** The request that tells one person something in the channel of the case's message. */
    public ProviderRequest postEphemeral(Delivery delivery) {
        return post("/chat.postEphemeral", SlackComposer.ephemeral(delivery, message(delivery)));
    }

    /** Something was to be told to one person, who sees it once more when it is told again. */
    public Outcome told(ProviderAnswer answer) {
        return SlackAnswers.done(answer, "message_ts");
    }

    /**
     * The request that opens the dialog for confirming or lowering the severity.
     *
     * @param trigger what Slack gave with the press; it lives for three seconds
     * @param kind {@code confirm} or {@code lower}
     */
    public ProviderRequest openDialog(String trigger, String kind, CaseBrief brief) {
        return post("/views.open", SlackDialog.open(trigger, kind, brief));
    }

    /** A dialog was to be opened. Nothing depends on it: who sees none presses again. */
    public Outcome opened(ProviderAnswer answer) {
        return SlackAnswers.done(answer, "");
    }

    /** Whether all of it comes from the configured workspace. */
    public boolean isOurs(List<Feedback> facts) {
        String team = destinations.slack().team();
        return team.isEmpty()
                || facts.stream().allMatch(fact -> fact.detail("team").equals(team));
    }

    /** Looks for the message or the reply that an earlier attempt may have posted. */
    public Conversation findMessage(Delivery delivery) {
        boolean reply = Operation.POST_REPLY.equals(delivery.operation());
        String channel = reply ? message(delivery).channel() : channel(delivery);
        String thread = reply ? message(delivery).id() : "";
        return new SlackLookups(destinations.slack(), headers()).message(delivery, channel, thread);
    }

    /** Takes an earlier message of the case, or one reply, out of use. */
    public Conversation withdraw(Delivery delivery) {
        Target target = delivery.target();
        if (target == null || !target.made()) {
            return Conversation.end(Outcome.succeeded("", "", "", "", 0));
        }
        SlackWithdrawal withdrawal = new SlackWithdrawal(destinations.slack(), headers(), delivery.brief(), target);
        return Operation.WITHDRAW_REPLY.equals(delivery.operation()) ? withdrawal.reply() : withdrawal.message();
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
