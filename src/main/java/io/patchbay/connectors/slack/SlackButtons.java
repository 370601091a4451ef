package io.patchbay.connectors.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.CaseBrief;

/**
 * What people can do from a case's message. Each value names the case and what it looked like when the message was
 * written, {@code REF|what it looked like}: pressed again, or on a message that has gone stale, it says nothing new.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/actions-block">actions block</a>
 */
final class SlackButtons {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SlackButtons() {}

    /** The row of buttons; a case whose status is final has none. */
    static void add(ArrayNode blocks, CaseBrief brief) {
        if (brief.terminal()) {
            return;
        }
        ObjectNode block = blocks.addObject().put("type", "actions").put("block_id", "patchbay-actions");
        ArrayNode elements = block.putArray("elements");
        String calls = String.valueOf(brief.calls());
        button(elements, "patchbay_own", "Take ownership", brief, brief.owner().id());
        button(elements, "patchbay_confirm", "Confirm severity…", brief, SlackDialog.word(brief.severity()));
        if (brief.severity().confirmed()) {
            button(elements, "patchbay_lower", "Lower severity…", brief, SlackDialog.word(brief.severity()));
        }
        if (!brief.reviewReasons().isEmpty() && brief.act("reviewed|" + calls).isEmpty()) {
            button(elements, "patchbay_reviewed", "Mark reviewed", brief, calls);
        }
        if (brief.act("callback|" + calls).isEmpty()) {
            button(elements, "patchbay_callback", "Ask for a call back", brief, calls);
        }
    }

    private static void button(ArrayNode elements, String action, String text, CaseBrief brief, String seen) {
        ObjectNode button = elements.addObject().put("type", "button").put("action_id", action);
        button.set("text", plain(text));
        button.put("value", brief.ref() + "|" + seen);
    }

    private static ObjectNode plain(String text) {
        return JSON.objectNode().put("type", "plain_text").put("text", text).put("emoji", false);
    }
}
