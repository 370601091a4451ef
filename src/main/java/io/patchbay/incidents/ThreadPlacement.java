package io.patchbay.incidents;

/**
 * What a call about an incident means for the incident's one thread.
 *
 * @param ref the incident's reference; the empty string when the call belongs to none
 * @param begins whether the thread is to be begun now
 * @param shows whether the thread's live count is to be written again
 * @param quiet whether the case gets no message of its own, because the thread stands for it
 */
public record ThreadPlacement(String ref, boolean begins, boolean shows, boolean quiet) {
    public static final ThreadPlacement NONE = new ThreadPlacement("", false, false, false);
}
