package io.patchbay.dispatch;

import java.util.List;
import java.util.Map;

/**
 * A person's wish to send dead dispatches again.
 *
 * @param queues the dispatches, at the most 500, each with the queue of its case when it was asked whether the person may do
 *     that there; the empty string without a case
 * @param who the person
 * @param why the reason the person gave
 */
public record Replay(Map<String, String> queues, String who, String why) {
    private static final int MOST = 500;

    public Replay {
        queues = Map.copyOf(queues);
        if (queues.size() > MOST) {
            throw new IllegalArgumentException("at the most " + MOST + " dispatches are replayed at once");
        }
        if (who.isBlank()) {
            throw new IllegalArgumentException("a replay names who wants it");
        }
    }

    /** The dispatches, in the order of their ids. */
    public List<String> dispatchIds() {
        return queues.keySet().stream().sorted().toList();
    }
}
