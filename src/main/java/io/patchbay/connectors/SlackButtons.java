package io.patchbay.connectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.CaseBrief;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people can do from a case's message. Each value names the case and what it looked like when the message was
 * written, {@code REF|what it looked like}: pressed again, or on a message that has gone stale, it says nothing new.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/actions-block">actions block</a>
 */
final class SlackButtons {
    /** Level and whether it pages, by what people read. */
    private static final Map<String, String> SEVERITIES = new TreeMap<>(
            Map.of("SEV1, page", "1p", "SEV1", "1", "SEV2, page", "2p", "SEV2", "2", "SEV3", "3", "SEV4", "4"));

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SlackButtons() {}

    /** The row of buttons; a case whose status is final has none. */
    static void add(ArrayNode blocks, CaseBrief brief) {
        if (brief.terminal()) {
            return;
        }
        ObjectNode block = blocks.addObject().put("type", "actions").put("block_id", "patchbay-actions");
        ArrayNode elements = block.putArray("elements");
        button(elements, "patchbay_own", "Take ownership", brief, brief.owner().id());
        severity(elements, brief);
        if (!brief.reviewReasons().isEmpty()) {
            button(elements, "patchbay_reviewed", "Mark reviewed", brief, String.valueOf(brief.calls()));
        }
        button(elements, "patchbay_callback", "Ask for a call back", brief, String.valueOf(brief.calls()));
    }

    private static void button(ArrayNode elements, String action, String text, CaseBrief brief, String seen) {
        ObjectNode button = elements.addObject().put("type", "button").put("action_id", action);
        button.set("text", plain(text));
        button.put("value", brief.ref() + "|" + seen);
    }

    private static void severity(ArrayNode elements, CaseBrief brief) {
        ObjectNode menu = elements.addObject().put("type", "static_select").put("action_id", "patchbay_severity");
        menu.set("placeholder", plain("Confirm severity"));
        ArrayNode options = menu.putArray("options");
        SEVERITIES.forEach((text, value) -> {
            ObjectNode option = options.addObject();
            option.set("text", plain(text));
            option.put("value", brief.ref() + "|" + brief.severity().level() + "|" + value);
        });
        ObjectNode sure = menu.putObject("confirm");
        sure.set("title", plain("Confirm the severity?"));
        sure.set("text", plain("It is confirmed in your name. With 'page', the people on call are paged now."));
        sure.set("confirm", plain("Confirm"));
        sure.set("deny", plain("Cancel"));
    }

    private static ObjectNode plain(String text) {
        return JSON.objectNode().put("type", "plain_text").put("text", text).put("emoji", false);
    }
}
