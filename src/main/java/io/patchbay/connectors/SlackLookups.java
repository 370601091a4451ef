package io.patchbay.connectors;

import static io.patchbay.dispatch.Outcome.Kind.ABSENT;
import static io.patchbay.dispatch.Outcome.Kind.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Looks for a post of unknown fate: in the channel's history, or in the case's thread for a reply, from a little before
 * the first attempt. A message is ours when our bot wrote it and it carries the marker, in its metadata or as the id of
 * its first block.
 */
final class SlackLookups {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);
    /** Messages with blocks are big, and no more of an answer is read than the egress guard allows. */
    private static final String PAGE = "40";

    private static final int MAX_PAGES = 25;

    private final SlackSettings settings;
    private final Map<String, String> headers;

    SlackLookups(SlackSettings settings, Map<String, String> headers) {
        this.settings = settings;
        this.headers = headers;
    }

    /** @param threadTs the thread to look in, or the empty string for the channel itself */
    Conversation message(Delivery delivery, String channel, String threadTs) {
        ProviderRequest whoAmI = ProviderRequest.post(settings.base(), "/auth.test", Map.of(), headers);
        return Conversation.ask(whoAmI, answer -> {
            Optional<Outcome> untrusted = untrusted(answer);
            String bot = answer.json().path("bot_id").asText("");
            if (untrusted.isPresent()) {
                return Conversation.end(untrusted.get());
            }
            return bot.isEmpty()
                    ? Conversation.end(UNKNOWN, answer.status(), "Slack does not say which bot we are")
                    : page(new Search(delivery, channel, threadTs, bot), "", 1);
        });
    }

    private record Search(Delivery delivery, String channel, String threadTs, String bot) {}

    private Conversation page(Search search, String cursor, int number) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("channel", search.channel());
        if (!search.threadTs().isEmpty()) {
            query.put("ts", search.threadTs());
        }
        query.put("oldest", oldest(search.delivery()));
        query.put("inclusive", "true");
        query.put("include_all_metadata", "true");
        query.put("limit", PAGE);
        if (!cursor.isEmpty()) {
            query.put("cursor", cursor);
        }
        String method = search.threadTs().isEmpty() ? "/conversations.history" : "/conversations.replies";
        return Conversation.ask(
                ProviderRequest.get(settings.base(), method, query, headers),
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
        if (cursor.isEmpty()) {
            return answer.json().path("has_more").asBoolean()
                    ? Conversation.end(UNKNOWN, answer.status(), "more messages than Slack shows")
                    : Conversation.end(ABSENT, answer.status(), "no message with the marker");
        }
        return number < MAX_PAGES
                ? page(search, cursor, number + 1)
                : Conversation.end(UNKNOWN, answer.status(), "too many messages to search");
    }

    private static boolean carries(JsonNode message, String marker) {
        return message.path("metadata")
                        .path("event_payload")
                        .path("op")
                        .asText()
                        .equals(marker)
                || message.path("blocks").path(0).path("block_id").asText().equals(marker);
    }

    private static String oldest(Delivery delivery) {
        Instant from = delivery.firstSentAt().minus(CLOCKS_APART);
        return from.getEpochSecond() + ".000000";
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
