package io.patchbay.connectors.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Receipt;
import io.patchbay.event.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The dialog in which a person confirms or lowers a severity and says why. It shows the case's reference and nothing of
 * the matter. Its metadata name message, case and the severity it was opened for, {@code channel|ts|REF|2p}.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/views.open">views.open</a>
 */
final class SlackDialog {
    /** The words for severities from the highest to the lowest, each a level and {@code p} when it pages. */
    private static final List<String> WORDS = List.of("1p", "1", "2p", "2", "3", "4", "0");

    private static final int LONGEST_REASON = 250;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SlackDialog() {}

    /** The severity as buttons and dialogs write it: {@code 0} when none is confirmed. */
    static String word(Severity severity) {
        return severity.level() + (severity.pages() ? "p" : "");
    }

    /** @param kind {@code confirm} offers what stands and everything above, {@code lower} everything below */
    static ObjectNode open(String trigger, String kind, CaseBrief brief) {
        boolean lower = kind.equals("lower");
        Receipt message = brief.receipt("slack");
        ObjectNode body = JSON.objectNode().put("trigger_id", trigger);
        ObjectNode view = body.putObject("view").put("type", "modal").put("callback_id", "patchbay_" + kind);
        view.put(
                "private_metadata",
                String.join("|", message.channel(), message.id(), brief.ref(), word(brief.severity())));
        view.set("title", plain(lower ? "Lower severity" : "Confirm severity"));
        view.set("submit", plain(lower ? "Lower" : "Confirm"));
        view.set("close", plain("Cancel"));
        ArrayNode blocks = view.putArray("blocks");
        ObjectNode about = blocks.addObject().put("type", "section");
        about.set(
                "text",
                plain("Case " + brief.ref() + ", in your name. With 'page', the people on call are paged now."));
        level(blocks, choices(brief.severity(), lower));
        reason(blocks);
        return body;
    }

    private static Map<String, String> choices(Severity stands, boolean lower) {
        int now = WORDS.indexOf(word(stands));
        boolean none = !stands.confirmed();
        return WORDS.stream()
                .filter(word ->
                        lower ? WORDS.indexOf(word) > now : !word.equals("0") && (none || WORDS.indexOf(word) <= now))
                .collect(Collectors.toMap(word -> word, SlackDialog::text, (one, other) -> one, LinkedHashMap::new));
    }

    private static String text(String word) {
        return word.equals("0") ? "Not confirmed" : "SEV" + word.charAt(0) + (word.endsWith("p") ? ", page" : "");
    }

    private static void level(ArrayNode blocks, Map<String, String> choices) {
        ObjectNode block = blocks.addObject().put("type", "input").put("block_id", "patchbay_level");
        block.set("label", plain("Severity"));
        ObjectNode menu =
                block.putObject("element").put("type", "static_select").put("action_id", "level");
        ArrayNode options = menu.putArray("options");
        choices.forEach((value, text) -> {
            ObjectNode option = options.addObject().put("value", value);
            option.set("text", plain(text));
        });
    }

    private static void reason(ArrayNode blocks) {
        ObjectNode block = blocks.addObject().put("type", "input").put("block_id", "patchbay_reason");
        block.set("label", plain("Why"));
        ObjectNode field =
                block.putObject("element").put("type", "plain_text_input").put("action_id", "reason");
        field.put("multiline", false).put("min_length", 3).put("max_length", LONGEST_REASON);
    }

    private static ObjectNode plain(String text) {
        return JSON.objectNode().put("type", "plain_text").put("text", text).put("emoji", false);
    }
}
