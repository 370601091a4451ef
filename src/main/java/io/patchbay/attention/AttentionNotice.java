package io.patchbay.attention;

import java.util.List;

/**
 * One message to the operators about everything that has waited too long and that they were not notified of.
 *
 * @param rows what it is about
 * @param messages the message, or nothing when there is nothing to say
 */
public record AttentionNotice(List<AttentionRow> rows, List<String> messages) {
    static final AttentionNotice NONE = new AttentionNotice(List.of(), List.of());

    public boolean isDue() {
        return !messages.isEmpty();
    }
}
