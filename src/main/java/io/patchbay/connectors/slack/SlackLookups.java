package io.patchbay.connectors.slack;

import static io.patchbay.dispatch.Outcome.Kind.ABSENT;
import static io.patchbay.dispatch.Outcome.Kind.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Looks for a post of unknown fate: in the channel's history, or in the case's thread for a reply, where the first and the
 * last attempt may have put it. What lies between two that are far apart is not read: each attempt between them was found
 * not to have happened before the next began. A message is ours when our bot wrote it and it carries the marker, in its
 * metadata or as the id of its first block.
 *
 * <p>No more than {@value #MAX_PAGES} pages of {@value #PAGE} messages are read; what would need more stays unknown.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.history">conversations.history</a>
 */
final class SlackLookups {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);
    /** Messages with blocks are big, and no more of an answer is read than the egress guard allows. */
    private static final int PAGE = 40;

    /** At a message a second, which is what a channel takes from one app, a window of five minutes is eight pages. */
    private static final int MAX_PAGES = 25;

    private final SlackSettings settings;

    SlackLookups(SlackSettings settings) {
        this.settings = settings;
    }

    /** @param threadTs the thread to look in, or the empty string for the channel itself */
    Conversation message(Delivery delivery, String channel, String threadTs) {
        ProviderRequest whoAmI = ProviderRequest.post(settings.base(), "/auth.test", Map.of(), settings.headers());
        return Conversation.ask(whoAmI, answer -> {
            Optional<Outcome> untrusted = untrusted(answer);
            String bot = answer.json().path("bot_id").asText("");
            if (untrusted.isPresent()) {
                return Conversation.end(untrusted.get());
            }
            return bot.isEmpty()
                    ? Conversation.end(UNKNOWN, answer.status(), "Slack does not say which bot we are")
                    : page(new Search(delivery, channel, threadTs, bot, windows(delivery)), "", 1);
        });
    }

    /** @param windows what is still to be searched, the one that is being searched first */
    private record Search(Delivery delivery, String channel, String threadTs, String bot, List<Window> windows) {
        Search withoutTheFirst() {
            return new Search(delivery, channel, threadTs, bot, windows.subList(1, windows.size()));
        }
    }

    /** When messages were posted, on Slack's clock. */
    private record Window(Instant from, Instant to) {}

    private List<Window> windows(Delivery delivery) {
        Window last = window(delivery.sentAt());
        Window first = window(delivery.firstSentAt());
        return first.to().isBefore(last.from()) ? List.of(last, first) : List.of(new Window(first.from(), last.to()));
    }

    private Window window(Instant attempt) {
        return new Window(
                attempt.minus(CLOCKS_APART),
                attempt.plus(settings.arrivesWithin()).plus(CLOCKS_APART));
    }

    private Conversation page(Search search, String cursor, int number) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("channel", search.channel());
        if (!search.threadTs().isEmpty()) {
            query.put("ts", search.threadTs());
        }
        query.put("oldest", ts(search.windows().get(0).from()));
        query.put("latest", ts(search.windows().get(0).to().plusSeconds(1)));
        query.put("inclusive", "true");
        query.put("include_all_metadata", "true");
        query.put("limit", Integer.toString(PAGE));
        if (!cursor.isEmpty()) {
            query.put("cursor", cursor);
        }
        String method = search.threadTs().isEmpty() ? "/conversations.history" : "/conversations.replies";
        return Conversation.ask(
                ProviderRequest.get(settings.base(), method, query, settings.headers()),
                answer -> untrusted(answer).map(Conversation::end).orElseGet(() -> read(answer, search, number)));
    }

    private Conversation read(ProviderAnswer answer, Search search, int number) {
        JsonNode messages = answer.json().path("messages");
        if (!messages.isArray()) {
            return Conversation.end(UNKNOWN, answer.status(), "the messages cannot be read");
        }
        Optional<JsonNode> ours = StreamSupport.stream(messages.spliterator(), false)
                .filter(message -> message.path("bot_id").asText().equals(search.bot()))
                .filter(message -> carries(message, search.delivery().marker()))
                .filter(message -> SlackAnswers.isTs(message.path("ts").asText()))
                .findFirst();
        if (ours.isPresent()) {
            String ts = ours.get().path("ts").asText();
            String url = settings.archiveUrl(search.channel(), ts);
            return Conversation.end(Outcome.succeeded(ts, "", search.channel(), url, answer.status()));
        }
        String cursor =
                answer.json().path("response_metadata").path("next_cursor").asText("");
        if (cursor.isEmpty() && answer.json().path("has_more").asBoolean()) {
            return Conversation.end(UNKNOWN, answer.status(), "more messages than Slack shows");
        }
        if (cursor.isEmpty() && search.windows().size() == 1) {
            return Conversation.end(ABSENT, answer.status(), "no message with the marker");
        }
        if (number >= MAX_PAGES) {
            return Conversation.end(UNKNOWN, answer.status(), "too many messages to search");
        }
        return page(cursor.isEmpty() ? search.withoutTheFirst() : search, cursor, number + 1);
    }

    private static boolean carries(JsonNode message, String marker) {
        return message.path("metadata")
                        .path("event_payload")
                        .path("op")
                        .asText()
                        .equals(marker)
                || message.path("blocks").path(0).path("block_id").asText().equals(marker);
    }

    private static String ts(Instant time) {
        return time.getEpochSecond() + ".000000";
    }

    private static Optional<Outcome> untrusted(ProviderAnswer answer) {
        Optional<Outcome> refused = answer.lookedUp();
        if (refused.isPresent()) {
            return refused;
        }
        String error = SlackAnswers.error(answer);
        if (error == null) {
            return Optional.of(Outcome.of(UNKNOWN, answer.status(), "look-up: not an answer of Slack's"));
        }
        if (error.equals("ratelimited")) {
            return Optional.of(Outcome.throttled(answer.retryAfter(), answer.status(), error));
        }
        return error.isEmpty()
                ? Optional.empty()
                : Optional.of(Outcome.of(UNKNOWN, answer.status(), "look-up: " + error));
    }
}
