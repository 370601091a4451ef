package io.patchbay.intake.feedback;

import io.patchbay.event.Feedback;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What people do with the messages in Slack: a button pressed, a dialog handed in, an answer in the thread. Names and texts
 * are not read: who somebody is, their id says, and what they wrote stays in Slack; only the reason that they give in a
 * dialog of ours is taken over.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">block_actions</a>
 */
final class SlackEvents {
    private SlackEvents() {}

    static List<Feedback> interaction(String source, Said payload, Instant receivedAt) {
        if (payload.text("/type").equals("view_submission")) {
            return submitted(source, payload, receivedAt);
        }
        String message = payload.text("/container/message_ts");
        if (!payload.text("/type").equals("block_actions") || message.isEmpty()) {
            return List.of();
        }
        return payload.each("/actions")
                .limit(10)
                .map(action -> pressed(source, payload, action, message, receivedAt))
                .toList();
    }

    private static Feedback pressed(String source, Said payload, Said action, String message, Instant receivedAt) {
        Map<String, String> detail = new HashMap<>(Map.of(
                "action", action.text("/action_id"),
                "team", payload.text("/team/id")));
        String trigger = payload.text("/trigger_id");
        if (!trigger.isEmpty()) {
            detail.put("trigger", trigger);
        }
        String chosen = action.text("/selected_option/value");
        detail.put("value", chosen.isEmpty() ? action.text("/value") : chosen);
        return new Feedback(
                source,
                "message.pressed",
                message,
                payload.text("/container/channel_id"),
                List.of(),
                payload.text("/user/id"),
                action.slackTime("/action_ts").orElse(receivedAt),
                action.text("/action_ts"),
                "",
                "",
                "",
                detail);
    }

    /** A dialog of ours: its metadata say for which message it was opened, {@code channel|ts|REF|what it looked like}. */
    private static List<Feedback> submitted(String source, Said payload, Instant receivedAt) {
        Said view = payload.at("/view");
        String[] about = view.text("/private_metadata").split("\\|", -1);
        if (about.length != 4 || about[1].isEmpty()) {
            return List.of();
        }
        Said values = view.at("/state/values");
        String chosen = values.text("/patchbay_level/level/selected_option/value");
        return List.of(new Feedback(
                source,
                "message.submitted",
                about[1],
                about[0],
                List.of(),
                payload.text("/user/id"),
                receivedAt,
                view.text("/id"),
                "",
                "",
                "",
                Map.of(
                        "action", view.text("/callback_id"),
                        "team", payload.text("/team/id"),
                        "value", String.join("|", about[2], about[3], chosen),
                        "reason", values.text("/patchbay_reason/reason/value").strip())));
    }

    /** An answer of a person in a thread; what bots write, we among them, means nothing. */
    static List<Feedback> event(String source, Said body, Instant receivedAt) {
        Said event = body.at("/event");
        boolean answer = event.text("/type").equals("message")
                && event.text("/subtype").isEmpty()
                && event.text("/bot_id").isEmpty()
                && !event.text("/thread_ts").isEmpty()
                && !event.text("/thread_ts").equals(event.text("/ts"));
        return !answer
                ? List.of()
                : List.of(new Feedback(
                        source,
                        "message.answered",
                        event.text("/thread_ts"),
                        event.text("/channel"),
                        List.of(),
                        event.text("/user"),
                        event.slackTime("/ts").orElse(receivedAt),
                        event.text("/ts"),
                        "",
                        "",
                        "",
                        Map.of("team", body.text("/team_id"))));
    }
}
