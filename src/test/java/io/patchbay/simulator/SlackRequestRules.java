package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** What Slack refuses in messages and dialogs, as its reference says. */
final class SlackRequestRules {
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_SECTION = 3_000;
    private static final int LONGEST_BLOCK_ID = 255;
    private static final int LONGEST_TITLE = 24;
    private static final int MOST_BLOCKS = 50;
    private static final int MOST_FIELDS = 10;
    private static final int MOST_BLOCKS_OF_A_DIALOG = 100;

    private SlackRequestRules() {}

    /** The error that the message comes to, or null when it is fine. */
    static String message(JsonNode request) {
        String text = request.path("text").asText();
        JsonNode blocks = request.path("blocks");
        if (text.isEmpty() && blocks.isEmpty()) {
            return "no_text";
        }
        if (text.length() > LONGEST_TEXT) {
            return "msg_too_long";
        }
        if (blocks.size() > MOST_BLOCKS) {
            return "invalid_blocks";
        }
        for (JsonNode block : blocks) {
            if (!isBlock(block)) {
                return "invalid_blocks";
            }
        }
        return null;
    }

    private static boolean isBlock(JsonNode block) {
        int longest = block.path("type").asText().equals("header") ? LONGEST_HEADER : LONGEST_SECTION;
        return block.path("block_id").asText().length() <= LONGEST_BLOCK_ID
                && block.path("text").path("text").asText().length() <= longest
                && block.path("fields").size() <= MOST_FIELDS
                && textsAreFilled(block);
    }

    private static boolean textsAreFilled(JsonNode node) {
        if (node.path("type").asText().equals("plain_text")
                && node.path("text").asText().isEmpty()) {
            return false;
        }
        for (JsonNode child : node) {
            if (!textsAreFilled(child)) {
                return false;
            }
        }
        return true;
    }

    static boolean isDialog(JsonNode view) {
        int title = view.path("title").path("text").asText().length();
        return view.path("type").asText().equals("modal")
                && title > 0
                && title <= LONGEST_TITLE
                && view.path("private_metadata").asText().length() <= LONGEST_SECTION
                && view.has("submit")
                && view.path("blocks").size() <= MOST_BLOCKS_OF_A_DIALOG;
    }
}
