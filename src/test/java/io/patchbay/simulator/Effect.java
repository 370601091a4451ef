package io.patchbay.simulator;

import java.util.List;

/**
 * One thing that was made at a provider.
 *
 * @param id the provider's id: issue key, comment id, message ts, alert id, webhook id
 * @param words what a program can find it by: labels, property values, metadata, block ids, dedup key, custom details
 * @param at epoch milliseconds
 */
public record Effect(Kind kind, String id, List<String> words, long at) {

    public enum Kind {
        ISSUE,
        COMMENT,
        REMOTE_LINK,
        MESSAGE,
        REPLY,
        /** One alert that was opened; a repeated trigger of an open one makes none. */
        ALERT,
        /** One signed write-back, counted once for each webhook id. */
        WRITE_BACK
    }
}
