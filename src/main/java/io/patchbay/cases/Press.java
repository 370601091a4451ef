package io.patchbay.cases;

/**
 * A button that somebody of the staff pressed on a case's message.
 *
 * @param ref the case, or the empty string when nothing is to be done
 * @param queue the case's queue: who presses must work there
 * @param who the directory's id of the person
 * @param kind {@code own}, {@code severity}, {@code reviewed}, {@code callback}, or the empty string
 * @param action what the person does, or null when nothing is to be done
 * @param said what the message's thread is told
 */
public record Press(String ref, String queue, String who, String kind, StaffAction action, String said) {
    static final Press NOTHING = new Press("", "", "", "", null, "");
}
