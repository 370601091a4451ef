package io.patchbay.cases.staff;

import io.patchbay.cases.SlackAction;
import io.patchbay.cases.StaffAction;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import io.patchbay.event.Severity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a button or a dialog of a case's message asks for, given how the case stands. Pure. */
public final class SlackActionReader {
    private static final Pattern SEVERITY = Pattern.compile("[12]p?|[034]");
    private static final int SHORTEST_REASON = 3;

    private SlackActionReader() {}

    /** The dialog that is asked for, or the empty string. */
    public static String dialog(Feedback fact) {
        if (!fact.kind().equals("message.pressed")) {
            return "";
        }
        return switch (fact.detail("action")) {
            case "patchbay_confirm" -> "confirm";
            case "patchbay_lower" -> "lower";
            default -> "";
        };
    }

    /**
     * Reads what a person asks for.
     *
     * @param action the case and the person, with nothing asked for yet
     * @param value what the button or dialog says of the case, as its message showed it
     */
    public static SlackAction read(SlackAction action, Feedback fact, Matcher value, Person person) {
        String dialog = dialog(fact);
        if (!dialog.isEmpty()) {
            boolean nothingToLower =
                    dialog.equals("lower") && !action.brief().severity().confirmed();
            return nothingToLower
                    ? action.refuse("no severity is confirmed, so there is none to lower.")
                    : action.asksFor(dialog, fact.detail("trigger"));
        }
        if (fact.kind().equals("message.submitted")) {
            return severity(action, fact, value);
        }
        StaffAction.By by = new StaffAction.By(person.id(), "pressed in Slack");
        return switch (fact.detail("action")) {
            case "patchbay_own" -> own(action, by, person, value.group(2));
            case "patchbay_reviewed" -> note(action, by, value.group(2), "reviewed", "marked the case as reviewed.");
            case "patchbay_callback" -> note(action, by, value.group(2), "callback", "asked for a call back.");
            default -> SlackAction.NOTHING;
        };
    }

    private static SlackAction own(SlackAction action, StaffAction.By by, Person person, String seen) {
        Person owner = action.brief().owner();
        if (person.id().equals(owner.id())) {
            return action.refuse("you own it already.");
        }
        return seen.equals(owner.id())
                ? action.does("own", new StaffAction.Owner(action.ref(), by, person), "took ownership.", seen)
                : action.refuse(
                        owner.name() + " owns it by now, so nothing was done. SlackAction again to take it over.");
    }

    private static SlackAction note(SlackAction action, StaffAction.By by, String seen, String kind, String what) {
        Optional<CaseBrief.Act> done = action.brief().act(kind + "|" + seen);
        if (done.isPresent()) {
            return action.refuse(done.get().who() + " did that before you.");
        }
        return seen.equals(String.valueOf(action.brief().calls()))
                ? action.does(kind, new StaffAction.Note(action.ref(), by, action.name() + " " + what), what, seen)
                : action.refuse("another call came meanwhile; look at the case again.");
    }

    /** The dialog's values come from outside like all else: only what it offers, for the severity that it was opened for. */
    private static SlackAction severity(SlackAction action, Feedback fact, Matcher value) {
        String chosen = value.group(3) == null ? "" : value.group(3);
        Severity stands = action.brief().severity();
        String reason = fact.detail("reason");
        if (!value.group(2).equals(stands.level() + (stands.pages() ? "p" : ""))) {
            return action.refuse("its severity is " + stands.label() + " by now, so nothing was done.");
        }
        if (!SEVERITY.matcher(chosen).matches() || reason.length() < SHORTEST_REASON) {
            return action.refuse("a severity and a reason are needed, so nothing was done.");
        }
        int level = chosen.charAt(0) - '0';
        boolean pages = chosen.endsWith("p");
        boolean lower = stands.confirmed()
                && (level == 0 || level > stands.level() || level == stands.level() && stands.pages() && !pages);
        boolean asked = fact.detail("action").equals(lower ? "patchbay_lower" : "patchbay_confirm");
        if (!asked || level == 0 && !lower) {
            return action.refuse("the dialog does not offer that severity, so nothing was done.");
        }
        String what = level == 0
                ? "took the confirmed severity back."
                : (lower ? "lowered the severity to SEV" : "confirmed SEV") + level + (pages ? " with a page." : ".");
        StaffAction.By by = new StaffAction.By(action.who(), reason);
        return action.does("severity", new StaffAction.Confirm(action.ref(), by, level, pages), what, value.group(2));
    }
}
