package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import java.util.Map;

/**
 * What a person asks for on a case's message: a button pressed, a dialog submitted.
 *
 * @param brief the case as it stands, or null when nothing is to be done
 * @param who the directory's id of the person, or the empty string for a person who is not in it
 * @param name the person's name
 * @param user Slack's id of the person
 * @param kind {@code own}, {@code severity}, {@code reviewed}, {@code callback}; {@code confirm} or {@code lower} when a
 *     dialog is asked for; the empty string when it is refused or means nothing
 * @param action what the person does, or null
 * @param said what they did, in a sentence that begins with the name
 * @param key see {@link CaseBrief.Act#key()}
 * @param trigger with what a dialog is opened, or the empty string
 * @param refusal why nothing is done, for the person's eyes; or the empty string
 */
public record SlackAction(
        CaseBrief brief,
        String who,
        String name,
        String user,
        String kind,
        StaffAction action,
        String said,
        String key,
        String trigger,
        String refusal) {
    public static final SlackAction NOTHING = new SlackAction(null, "", "", "", "", null, "", "", "", "");

    /** The same person and case, with nothing done and why. */
    public SlackAction refuse(String why) {
        return new SlackAction(brief, who, name, user, "", null, "", "", "", why);
    }

    /** The same person and case, with a dialog to be opened. */
    public SlackAction asksFor(String dialog, String trigger) {
        return new SlackAction(brief, who, name, user, dialog, null, "", "", trigger, "");
    }

    /**
     * The same person and case, with something to be done.
     *
     * @param seen what the case looked like on the message
     */
    public SlackAction does(String kind, StaffAction action, String what, String seen) {
        return new SlackAction(brief, who, name, user, kind, action, name + " " + what, kind + "|" + seen, "", "");
    }

    /** The case, or the empty string. */
    public String ref() {
        return brief == null ? "" : brief.ref();
    }

    public String queue() {
        return brief == null ? "" : brief.queue();
    }

    /** The action of the directory's permissions that it is. */
    public String permission() {
        return kind.equals("severity") || kind.equals("confirm") || kind.equals("lower") ? "SET_SEVERITY" : "WORK_CASE";
    }

    /** Whether the case is changed by it. */
    public boolean isAct() {
        return action != null;
    }

    /** Whether it wants a dialog opened. */
    public boolean isDialog() {
        return action == null && !kind.isEmpty();
    }

    /** Whether nothing is done, and the person is told why. */
    public boolean isRefused() {
        return !refusal.isEmpty();
    }

    /** What the person is told, as the payload of a message to one person. */
    public Map<String, String> why() {
        return Map.of("user", user, "text", refusal);
    }

    /** What the message's thread is told, as the payload of a reply. */
    public Map<String, String> reply() {
        return Map.of("text", said);
    }

    @Override
    public String toString() {
        return "SlackAction[" + ref() + ", " + kind + "]";
    }
}
