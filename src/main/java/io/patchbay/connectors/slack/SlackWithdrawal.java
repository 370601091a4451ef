package io.patchbay.connectors.slack;

import static io.patchbay.dispatch.Outcome.Kind.NOT_SENT;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.event.CaseBrief;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes an earlier message of a case out of use: it says that the case is handled elsewhere, and so does every reply of the
 * hub's in its thread where the texts must not be read there any more. Each step can be made again without harm.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update">chat.update</a>
 */
final class SlackWithdrawal {
    private static final int PAGE = 40;
    private static final int MAX_PAGES = 25;

    private final SlackSettings settings;
    private final CaseBrief brief;
    private final Target target;

    SlackWithdrawal(SlackSettings settings, CaseBrief brief, Target target) {
        this.settings = settings;
        this.brief = brief;
        this.target = target;
    }

    Conversation message() {
        Object body = target.reason().conceals()
                ? SlackComposer.withdrawn(brief, channel(), ts())
                : SlackComposer.moved(brief, channel(), ts());
        return update(body, target.reason().conceals() ? this::asOurselves : this::done);
    }

    /** One reply alone. */
    Conversation reply() {
        return update(SlackComposer.withdrawn(brief, channel(), ts()), this::done);
    }

    private Conversation asOurselves() {
        ProviderRequest whoAmI = ProviderRequest.post(settings.base(), "/auth.test", Map.of(), settings.headers());
        return Conversation.ask(whoAmI, answer -> {
            String bot = answer.json().path("bot_id").asText("");
            return bot.isEmpty() ? refused(answer) : replies(bot, new ArrayDeque<>(), "", 1);
        });
    }

    private Conversation replies(String bot, Deque<String> ours, String cursor, int page) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("channel", channel());
        query.put("ts", ts());
        query.put("limit", Integer.toString(PAGE));
        if (!cursor.isEmpty()) {
            query.put("cursor", cursor);
        }
        ProviderRequest request =
                ProviderRequest.get(settings.base(), "/conversations.replies", query, settings.headers());
        return Conversation.ask(request, answer -> {
            JsonNode messages = answer.json().path("messages");
            if (!messages.isArray()) {
                return refused(answer);
            }
            for (JsonNode message : messages) {
                String ts = message.path("ts").asText();
                boolean byUs = message.path("bot_id").asText().equals(bot);
                boolean withdrawn = message.path("text").asText().equals(SlackComposer.withdrawnText(brief));
                if (byUs && !withdrawn && SlackAnswers.isTs(ts) && !ts.equals(ts())) {
                    ours.add(ts);
                }
            }
            String next =
                    answer.json().path("response_metadata").path("next_cursor").asText("");
            if (next.isEmpty()) {
                return replace(ours);
            }
            return page < MAX_PAGES
                    ? replies(bot, ours, next, page + 1)
                    : Conversation.end(Outcome.Kind.REJECTED, answer.status(), "too many replies to withdraw");
        });
    }

    private Conversation replace(Deque<String> ours) {
        return ours.isEmpty()
                ? done()
                : update(SlackComposer.withdrawn(brief, channel(), ours.remove()), () -> replace(ours));
    }

    private Conversation update(Object body, Supplier<Conversation> next) {
        return Conversation.ask(
                ProviderRequest.post(settings.base(), "/chat.update", body, settings.headers()), answer -> {
                    Outcome outcome = SlackAnswers.sent(answer, settings, true);
                    return outcome.kind() == Outcome.Kind.SUCCEEDED ? next.get() : Conversation.end(outcome);
                });
    }

    private static Conversation refused(ProviderAnswer answer) {
        Outcome outcome = SlackAnswers.done(answer, "");
        return Conversation.end(
                outcome.kind() == Outcome.Kind.SUCCEEDED
                        ? Outcome.of(NOT_SENT, answer.status(), "the answer cannot be read")
                        : outcome);
    }

    private Conversation done() {
        return Conversation.end(Outcome.succeeded(ts(), "", channel(), settings.archiveUrl(channel(), ts()), 200));
    }

    private String channel() {
        if (!SlackAnswers.isChannel(target.channel())) {
            throw new NotDeliverableException("the message that is to be withdrawn has no channel");
        }
        return target.channel();
    }

    private String ts() {
        if (!SlackAnswers.isTs(target.providerId())) {
            throw new NotDeliverableException("the message that is to be withdrawn has no id");
        }
        return target.providerId();
    }
}
