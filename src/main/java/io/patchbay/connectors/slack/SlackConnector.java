package io.patchbay.connectors.slack;

import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderClient;
import io.patchbay.connectors.http.ProviderConnector;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.event.CaseBrief.Receipt;
import io.patchbay.event.DialogRequest;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the hub can do by Slack's Web API. */
public final class SlackConnector implements ProviderConnector {
    private static final Set<String> POSTS =
            Set.of(Operation.POST_MESSAGE, Operation.POST_REPLY, Operation.TELL_FALLBACK);
    /** Nobody signals it: a turn comes by time alone. */
    private static final String TURN = "slack-turn";

    private final Optional<SlackSettings> settings;
    private final ProviderClient client;
    private final WorkSignal workSignal;
    private final SlackPace pace;

    /** @param settings empty when Slack is switched off */
    public SlackConnector(Optional<SlackSettings> settings, ProviderClient client, WorkSignal workSignal) {
        this.settings = settings;
        this.client = client;
        this.workSignal = workSignal;
        this.pace = new SlackPace(settings.map(SlackSettings::postEvery).orElse(Duration.ZERO), System::nanoTime);
    }

    @Override
    public String destination() {
        return "slack";
    }

    @Override
    public Map<String, Function<Delivery, Conversation>> operations() {
        return Map.of(
                Operation.POST_MESSAGE, this::postMessage,
                Operation.TELL_FALLBACK, this::tellFallback,
                Operation.POST_REPLY, this::postReply,
                Operation.UPDATE_MESSAGE, this::updateMessage,
                Operation.POST_EPHEMERAL, this::postEphemeral,
                Operation.WITHDRAW_MESSAGE, this::withdraw,
                Operation.WITHDRAW_REPLY, this::withdraw);
    }

    @Override
    public Map<String, Function<Delivery, Conversation>> lookUps() {
        return Map.of(
                Operation.POST_MESSAGE, this::findMessage,
                Operation.TELL_FALLBACK, this::findMessage,
                Operation.POST_REPLY, this::findMessage);
    }

    /** Whether a channel is configured that is told of pages which are not delivered. */
    public boolean hasFallback() {
        return settings.filter(each -> !each.fallbackChannel().isEmpty()).isPresent();
    }

    /**
     * Waits until a post may go into its channel; one whose turn is far away ends and is put back until then. Whatever is no
     * post, or cannot be posted at all, need not wait.
     */
    public void awaitTurn(Attempt attempt) {
        if (attempt.isEnded() || !POSTS.contains(attempt.delivery().operation())) {
            return;
        }
        SlackTurn turn = turn(attempt.delivery());
        Duration wait = Duration.ofMillis(turn.millis());
        if (turn.far()) {
            attempt.end(Outcome.throttled(wait, 0, "waits for its turn in the channel"));
        } else if (!wait.isZero()) {
            workSignal.await(TURN, wait);
        }
    }

    private SlackTurn turn(Delivery delivery) {
        try {
            return pace.turn(postChannel(delivery));
        } catch (NotDeliverableException e) {
            return SlackTurn.NOW;
        }
    }

    private String postChannel(Delivery delivery) {
        return switch (delivery.operation()) {
            case Operation.POST_REPLY -> message(delivery).channel();
            case Operation.TELL_FALLBACK -> fallbackChannel();
            default -> channel(delivery);
        };
    }

    private String channel(Delivery delivery) {
        String place = delivery.place();
        return place.isEmpty() ? slack().channel(delivery.brief().queue()) : place;
    }

    private String fallbackChannel() {
        String channel = slack().fallbackChannel();
        if (channel.isEmpty()) {
            throw new NotDeliverableException("slack.yaml names no fallback_channel");
        }
        return channel;
    }

    private Conversation postMessage(Delivery delivery) {
        return post(SlackComposer.message(delivery, channel(delivery)));
    }

    private Conversation tellFallback(Delivery delivery) {
        return post(SlackComposer.fallback(delivery, fallbackChannel()));
    }

    private Conversation postReply(Delivery delivery) {
        Receipt message = message(delivery);
        return post(SlackComposer.reply(delivery, message.channel(), message.id()));
    }

    private Conversation post(Object body) {
        SlackSettings slack = slack();
        return Conversation.ask(
                request("/chat.postMessage", body),
                answer -> Conversation.end(SlackAnswers.sent(answer, slack, false)));
    }

    private Conversation updateMessage(Delivery delivery) {
        SlackSettings slack = slack();
        Receipt message = message(delivery);
        return Conversation.ask(
                request("/chat.update", SlackComposer.update(delivery, message.channel(), message.id())),
                answer -> Conversation.end(SlackAnswers.sent(answer, slack, true)));
    }

    /** Tells one person something, who sees it once more when it is told again. */
    private Conversation postEphemeral(Delivery delivery) {
        return Conversation.ask(
                request("/chat.postEphemeral", SlackComposer.ephemeral(delivery, message(delivery))),
                answer -> Conversation.end(SlackAnswers.done(answer, "message_ts")));
    }

    /**
     * Opens the dialog for confirming or lowering the severity. Nothing depends on it: whoever sees none presses the button again.
     */
    public void openDialog(DialogRequest dialog) {
        client.converse(Conversation.ask(
                request("/views.open", SlackDialog.open(dialog.trigger(), dialog.kind(), dialog.brief())),
                answer -> Conversation.end(SlackAnswers.done(answer, ""))));
    }

    private Conversation findMessage(Delivery delivery) {
        String thread = Operation.POST_REPLY.equals(delivery.operation())
                ? message(delivery).id()
                : "";
        return new SlackLookups(slack()).message(delivery, postChannel(delivery), thread);
    }

    /** Takes an earlier message of the case, or one reply, out of use. */
    private Conversation withdraw(Delivery delivery) {
        Target target = delivery.target();
        if (target == null || !target.made()) {
            return Conversation.end(Outcome.succeeded("", "", "", "", 0));
        }
        SlackWithdrawal withdrawal = new SlackWithdrawal(slack(), delivery.brief(), target);
        return Operation.WITHDRAW_REPLY.equals(delivery.operation()) ? withdrawal.reply() : withdrawal.message();
    }

    private static Receipt message(Delivery delivery) {
        Receipt message = delivery.brief().receipt("slack");
        if (!SlackAnswers.isTs(message.id()) || !SlackAnswers.isChannel(message.channel())) {
            throw new NotDeliverableException("the case has no Slack message yet");
        }
        return message;
    }

    private ProviderRequest request(String method, Object body) {
        return ProviderRequest.post(slack().base(), method, body, slack().headers());
    }

    private SlackSettings slack() {
        return settings.orElseThrow(() -> NotDeliverableException.switchedOff("slack"));
    }
}
