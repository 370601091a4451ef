package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A Slack workspace in memory. Every channel exists and the bot is in it, until said otherwise. */
public final class SlackWorkspace {
    public static final String BOT_ID = "B0PATCHBAY";
    public static final String TEAM_ID = "T0SIMULATED";

    private static final Set<Endpoint> IN_THE_BODY =
            Set.of(Endpoint.SLACK_POST_MESSAGE, Endpoint.SLACK_UPDATE, Endpoint.SLACK_POST_EPHEMERAL);

    private final Journal journal;
    private final SlackChannels channels = new SlackChannels();
    private final Set<String> triggers = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> lastPost = new ConcurrentHashMap<>();
    private volatile boolean onePerSecond;
    private volatile String self = "";

    SlackWorkspace(Journal journal) {
        this.journal = journal;
    }

    void servedAt(String url) {
        self = url;
    }

    /** A message that somebody posted before, by hand. */
    public void has(String channel, String ts) {
        channels.put(
                channel,
                new SlackChannels.Message(
                        ts, "", Json.mapper().createObjectNode().put("text", "Posted by hand")));
    }

    /** Whether a second message to a channel within a second is answered 429 with {@code Retry-After: 1}. */
    public void onePerSecondAndChannel(boolean limited) {
        onePerSecond = limited;
    }

    /** From now on that channel is not found. */
    public void close(String channel) {
        closed.add(channel);
    }

    Answer answer(Endpoint endpoint, Request request) {
        if (endpoint == Endpoint.SLACK_PAGE) {
            return page(request.segment(1), request.segment(2).substring(1));
        }
        if (!request.header("authorization").startsWith("Bearer ")) {
            return error("not_authed");
        }
        JsonNode body = request.json();
        if (endpoint == Endpoint.SLACK_OPEN_VIEW) {
            return openView(body);
        }
        String channel = IN_THE_BODY.contains(endpoint) ? body.path("channel").asText() : request.parameter("channel");
        if (endpoint != Endpoint.SLACK_AUTH_TEST && (channel.isEmpty() || closed.contains(channel))) {
            return error("channel_not_found");
        }
        return switch (endpoint) {
            case SLACK_POST_MESSAGE -> post(idOf(channel), body);
            case SLACK_POST_EPHEMERAL -> whisper(body);
            case SLACK_UPDATE -> update(idOf(channel), body);
            case SLACK_HISTORY -> channels.history(idOf(channel), request);
            case SLACK_REPLIES -> channels.replies(idOf(channel), request);
            case SLACK_PERMALINK -> permalink(idOf(channel), request.parameter("message_ts"));
            case SLACK_INFO -> info(idOf(channel), channel);
            default -> authTest();
        };
    }

    private Answer post(String channel, JsonNode request) {
        String problem = SlackRequestRules.message(request);
        if (problem != null) {
            return error(problem);
        }
        if (onePerSecond && tooSoon(channel)) {
            return Answer.json(429, Map.of("ok", false, "error", "ratelimited")).with("Retry-After", "1");
        }
        String thread = request.path("thread_ts").asText();
        if (!thread.isEmpty() && channels.message(channel, thread) == null) {
            return error("thread_not_found");
        }
        SlackChannels.Message message = channels.post(channel, thread, request);
        Set<String> words = new TreeSet<>(Journal.words(request.path("metadata").path("event_payload")));
        request.path("blocks").forEach(block -> words.addAll(Journal.words(block.path("block_id"))));
        words.addAll(Journal.words(request.path("client_msg_id")));
        journal.made(thread.isEmpty() ? Effect.Kind.MESSAGE : Effect.Kind.REPLY, message.ts(), words);
        ObjectNode answer = ok().put("channel", channel).put("ts", message.ts());
        answer.set("message", message.json(false));
        return Answer.json(200, answer);
    }

    /** What one person sees; it is not kept, and no look-up finds it. */
    private static Answer whisper(JsonNode request) {
        String problem = SlackRequestRules.message(request);
        if (problem != null) {
            return error(problem);
        }
        return request.path("user").asText().matches("[UW][A-Z0-9]+")
                ? Answer.json(200, ok().put("message_ts", System.currentTimeMillis() / 1_000 + ".000100"))
                : error("user_not_in_channel");
    }

    /** A trigger opens one dialog. */
    private Answer openView(JsonNode request) {
        String trigger = request.path("trigger_id").asText();
        if (trigger.isEmpty() || !triggers.add(trigger)) {
            return error(trigger.isEmpty() ? "invalid_arguments" : "exchanged_trigger_id");
        }
        if (!SlackRequestRules.isDialog(request.path("view"))) {
            return error("invalid_arguments");
        }
        ObjectNode answer = ok();
        answer.putObject("view").put("id", "V" + triggers.size());
        return Answer.json(200, answer);
    }

    private boolean tooSoon(String channel) {
        long now = System.currentTimeMillis();
        boolean[] refused = {false};
        lastPost.compute(channel, (key, last) -> {
            refused[0] = last != null && now - last < 1_000;
            return refused[0] ? last : Long.valueOf(now);
        });
        return refused[0];
    }

    private Answer update(String channel, JsonNode request) {
        String ts = request.path("ts").asText();
        String problem =
                channels.message(channel, ts) == null ? "message_not_found" : SlackRequestRules.message(request);
        if (problem != null) {
            return error(problem);
        }
        ObjectNode answer = ok().put("channel", channel).put("ts", ts);
        answer.set("message", channels.update(channel, ts, request).json(false));
        return Answer.json(200, answer);
    }

    private Answer permalink(String channel, String ts) {
        return channels.message(channel, ts) == null
                ? error("message_not_found")
                : Answer.json(
                        200,
                        ok().put("channel", channel)
                                .put("permalink", self + "/archives/" + channel + "/p" + ts.replace(".", "")));
    }

    private static Answer info(String id, String name) {
        ObjectNode answer = ok();
        answer.putObject("channel")
                .put("id", id)
                .put("name", name.replace("#", ""))
                .put("is_member", true)
                .put("is_archived", false);
        return Answer.json(200, answer);
    }

    private Answer page(String channel, String digits) {
        SlackChannels.Message message =
                digits.matches("\\d{7,}") ? channels.message(channel, digits.replaceFirst("(\\d{6})$", ".$1")) : null;
        return message == null ? PersonPage.absent() : PersonPage.of("Message in " + channel, message.json(true));
    }

    private Answer authTest() {
        return Answer.json(
                200,
                ok().put("url", self + "/")
                        .put("team", "Simulated")
                        .put("team_id", TEAM_ID)
                        .put("user", "patchbay")
                        .put("user_id", "U0PATCHBAY")
                        .put("bot_id", BOT_ID));
    }

    /** The id of a channel given by id or by name. */
    private static String idOf(String channel) {
        return channel.matches("[CGD][A-Z0-9]{4,}")
                ? channel
                : "C0" + channel.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    static ObjectNode ok() {
        return Json.mapper().createObjectNode().put("ok", true);
    }

    static Answer error(String code) {
        return Answer.json(200, Map.of("ok", false, "error", code));
    }

    /** Everything that can be read now: each message as Slack shows it, with its {@code channel}. */
    public List<JsonNode> everything() {
        return channels.all();
    }

    /** Messages in that channel, replies not counted. */
    public long messages(String channel) {
        return channels.topLevel(idOf(channel));
    }

    void clear() {
        channels.clear();
        closed.clear();
        triggers.clear();
        lastPost.clear();
        onePerSecond = false;
    }
}
