package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The messages of each channel by their ts, which is unlike any other and sorts as text. */
final class SlackChannels {
    private static final int MOST_A_PAGE = 999;

    record Message(String ts, String thread, JsonNode said) {
        ObjectNode json(boolean withMetadata) {
            ObjectNode json = Json.mapper()
                    .createObjectNode()
                    .put("type", "message")
                    .put("subtype", "bot_message")
                    .put("ts", ts)
                    .put("text", said.path("text").asText())
                    .put("bot_id", SlackWorkspace.BOT_ID)
                    .put("team", SlackWorkspace.TEAM_ID);
            if (!thread.isEmpty()) {
                json.put("thread_ts", thread);
            }
            if (said.has("blocks")) {
                json.set("blocks", said.path("blocks"));
            }
            if (withMetadata && said.has("metadata")) {
                json.set("metadata", said.path("metadata"));
            }
            return json;
        }
    }

    private final Map<String, ConcurrentNavigableMap<String, Message>> channels = new ConcurrentHashMap<>();
    private final AtomicLong lastMicros = new AtomicLong();

    void put(String channel, Message message) {
        of(channel).put(message.ts(), message);
    }

    Message post(String channel, String thread, JsonNode said) {
        long micros = lastMicros.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis() * 1_000));
        String ts = "%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
        Message message = new Message(ts, thread, said);
        of(channel).put(ts, message);
        return message;
    }

    /** Slack's rules: text without blocks deletes the blocks, and metadata left out is kept. */
    Message update(String channel, String ts, JsonNode request) {
        return of(channel).computeIfPresent(ts, (key, old) -> {
            ObjectNode said = request.deepCopy();
            if (!said.has("metadata") && old.said().has("metadata")) {
                said.set("metadata", old.said().path("metadata"));
            }
            return new Message(ts, old.thread(), said);
        });
    }

    Message message(String channel, String ts) {
        return of(channel).get(ts);
    }

    List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        channels.forEach((channel, messages) ->
                messages.values().forEach(message -> all.add(message.json(true).put("channel", channel))));
        return all;
    }

    long topLevel(String channel) {
        return of(channel).values().stream()
                .filter(message -> message.thread().isEmpty())
                .count();
    }

    /** Newest first, replies left out. */
    Answer history(String channel, Request request) {
        List<Message> messages = new ArrayList<>(of(channel).values());
        messages.removeIf(message -> !message.thread().isEmpty() || !within(message.ts(), request));
        Collections.reverse(messages);
        return page(messages, request);
    }

    /** The parent and its replies, oldest first. */
    Answer replies(String channel, Request request) {
        String parent = request.parameter("ts");
        if (message(channel, parent) == null) {
            return SlackWorkspace.error("thread_not_found");
        }
        List<Message> messages = new ArrayList<>(of(channel).tailMap(parent).values());
        messages.removeIf(message ->
                !message.ts().equals(parent) && !(message.thread().equals(parent) && within(message.ts(), request)));
        return page(messages, request);
    }

    private static boolean within(String ts, Request request) {
        String oldest = request.parameter("oldest");
        String latest = request.parameter("latest");
        boolean inclusive = request.parameter("inclusive").matches("true|1");
        int afterOldest = oldest.isEmpty() ? 1 : compare(ts, oldest);
        int beforeLatest = latest.isEmpty() ? 1 : compare(latest, ts);
        return (afterOldest > 0 || inclusive && afterOldest == 0)
                && (beforeLatest > 0 || inclusive && beforeLatest == 0);
    }

    private static int compare(String one, String other) {
        return new BigDecimal(one).compareTo(new BigDecimal(other));
    }

    private static Answer page(List<Message> messages, Request request) {
        String cursor = request.parameter("cursor");
        String limit = request.parameter("limit");
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        int to = Math.min(
                messages.size(), from + Math.min(MOST_A_PAGE, limit.isEmpty() ? 100 : Integer.parseInt(limit)));
        boolean metadata = request.parameter("include_all_metadata").matches("true|1");
        ObjectNode answer = SlackWorkspace.ok();
        ArrayNode shown = answer.putArray("messages");
        messages.subList(Math.min(from, to), to).forEach(message -> shown.add(message.json(metadata)));
        boolean more = to < messages.size();
        answer.put("has_more", more);
        answer.putObject("response_metadata").put("next_cursor", more ? Integer.toString(to) : "");
        return Answer.json(200, answer);
    }

    private ConcurrentNavigableMap<String, Message> of(String channel) {
        return channels.computeIfAbsent(channel, key -> new ConcurrentSkipListMap<>());
    }

    void clear() {
        channels.clear();
    }
}
