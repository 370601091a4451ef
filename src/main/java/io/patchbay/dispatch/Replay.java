package io.patchbay.dispatch;

import java.util.List;

/**
 * A person's wish to send dead dispatches again.
 *
 * @param dispatchIds at the most 500
 * @param who the person
 * @param why the reason the person gave
 */
public record Replay(List<String> dispatchIds, String who, String why) {
    private static final int MOST = 500;

    public Replay {
        dispatchIds = List.copyOf(dispatchIds);
        if (dispatchIds.size() > MOST) {
            throw new IllegalArgumentException("at the most " + MOST + " dispatches are replayed at once");
        }
        if (who.isBlank()) {
            throw new IllegalArgumentException("a replay names who wants it");
        }
    }
}
