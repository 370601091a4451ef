package io.patchbay.cases;

import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import io.patchbay.event.Severity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads what people press on the messages of cases and hand in with their dialogs. Who presses is known by the
 * workspace's own id of them, never by a name; what they press acts once, and only while the case looks as it did on the
 * message. Whoever is refused hears why.
 */
@Component
public class SlackActions {
    private static final Pattern VALUE = Pattern.compile("([A-Z0-9]{4}-[A-Z0-9]{4})\\|([^|]{0,64})(?:\\|([0-4]p?))?");
    private static final Pattern SEVERITY = Pattern.compile("[12]p?|[034]");
    private static final int SHORTEST_REASON = 3;
    private static final int ACTS_SHOWN = 5;

    private final FactRepository facts;
    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final TimelineRepository timeline;
    private final Clock clock;

    SlackActions(
            FactRepository facts,
            CaseRepository cases,
            BriefRepository briefs,
            TimelineRepository timeline,
            Clock clock) {
        this.facts = facts;
        this.cases = cases;
        this.briefs = briefs;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * What the press asks for, in the caller's transaction, which holds the case until it ends. Nothing for what is about
     * no case's message, and for a telling that is known.
     *
     * @param told the press, as Slack told it
     * @param people members of staff by Slack's ids of them
     */
    public SlackAction read(List<Feedback> told, Map<String, Person> people) {
        return pressed(told).map(fact -> read(fact, people, true)).orElse(SlackAction.NOTHING);
    }

    /** The same without holding anything, for opening a dialog at once; whatever is no request for one is nothing. */
    public SlackAction glance(List<Feedback> told, Map<String, Person> people) {
        SlackAction press = pressed(told)
                .filter(fact -> dialog(fact) != null)
                .map(fact -> read(fact, people, false))
                .orElse(SlackAction.NOTHING);
        return press.isDialog() ? press : SlackAction.NOTHING;
    }

    private static Optional<Feedback> pressed(List<Feedback> told) {
        return told.stream()
                .filter(fact ->
                        fact.kind().equals("message.pressed") || fact.kind().equals("message.submitted"))
                .findFirst();
    }

    private SlackAction read(Feedback fact, Map<String, Person> people, boolean hold) {
        Matcher value = VALUE.matcher(fact.detail("value"));
        if (!value.matches()) {
            return SlackAction.NOTHING;
        }
        String ref = value.group(1);
        if (hold) {
            cases.hold(ref);
        }
        CaseBrief brief = briefs.of(ref);
        boolean here = brief != null
                && fact.object().equals(brief.receipt("slack").id())
                && fact.key().equals(brief.receipt("slack").channel());
        if (!here || hold && !facts.add(ref, fact, false)) {
            return SlackAction.NOTHING;
        }
        Person person = people.get(fact.actor());
        if (person == null) {
            return new SlackAction(brief, "", "", fact.actor(), "", null, "", "", "", "")
                    .refused("you are not in the staff directory, so nothing was done.");
        }
        SlackAction press = new SlackAction(brief, person.id(), person.name(), fact.actor(), "", null, "", "", "", "");
        return brief.terminal()
                ? press.refused("it is " + brief.status() + ", so nothing was done.")
                : read(press, fact, value, person);
    }

    private static String dialog(Feedback fact) {
        if (!fact.kind().equals("message.pressed")) {
            return null;
        }
        return switch (fact.detail("action")) {
            case "patchbay_confirm" -> "confirm";
            case "patchbay_lower" -> "lower";
            default -> null;
        };
    }

    private static SlackAction read(SlackAction press, Feedback fact, Matcher value, Person person) {
        String dialog = dialog(fact);
        if (dialog != null) {
            boolean nothingToLower =
                    dialog.equals("lower") && !press.brief().severity().confirmed();
            return nothingToLower
                    ? press.refused("no severity is confirmed, so there is none to lower.")
                    : press.asksFor(dialog, fact.detail("trigger"));
        }
        if (fact.kind().equals("message.submitted")) {
            return severity(press, fact, value);
        }
        StaffAction.By by = new StaffAction.By(person.id(), "pressed in Slack");
        return switch (fact.detail("action")) {
            case "patchbay_own" -> own(press, by, person, value.group(2));
            case "patchbay_reviewed" -> note(press, by, value.group(2), "reviewed", "marked the case as reviewed.");
            case "patchbay_callback" -> note(press, by, value.group(2), "callback", "asked for a call back.");
            default -> SlackAction.NOTHING;
        };
    }

    private static SlackAction own(SlackAction press, StaffAction.By by, Person person, String seen) {
        Person owner = press.brief().owner();
        if (person.id().equals(owner.id())) {
            return press.refused("you own it already.");
        }
        return seen.equals(owner.id())
                ? press.does("own", new StaffAction.Owner(press.ref(), by, person), "took ownership.", seen)
                : press.refused(
                        owner.name() + " owns it by now, so nothing was done. SlackAction again to take it over.");
    }

    private static SlackAction note(SlackAction press, StaffAction.By by, String seen, String kind, String what) {
        Optional<CaseBrief.Act> done = press.brief().act(kind + "|" + seen);
        if (done.isPresent()) {
            return press.refused(done.get().who() + " did that before you.");
        }
        return seen.equals(String.valueOf(press.brief().calls()))
                ? press.does(kind, new StaffAction.Note(press.ref(), by, press.name() + " " + what), what, seen)
                : press.refused("another call came meanwhile; look at the case again.");
    }

    /** The dialog's values come from outside like all else: only what it offers, for the severity that it was opened for. */
    private static SlackAction severity(SlackAction press, Feedback fact, Matcher value) {
        String chosen = value.group(3) == null ? "" : value.group(3);
        Severity stands = press.brief().severity();
        String reason = fact.detail("reason");
        if (!value.group(2).equals(stands.level() + (stands.pages() ? "p" : ""))) {
            return press.refused("its severity is " + stands.label() + " by now, so nothing was done.");
        }
        if (!SEVERITY.matcher(chosen).matches() || reason.length() < SHORTEST_REASON) {
            return press.refused("a severity and a reason are needed, so nothing was done.");
        }
        int level = chosen.charAt(0) - '0';
        boolean pages = chosen.endsWith("p");
        boolean lower = stands.confirmed()
                && (level == 0 || level > stands.level() || level == stands.level() && stands.pages() && !pages);
        boolean asked = fact.detail("action").equals(lower ? "patchbay_lower" : "patchbay_confirm");
        if (!asked || level == 0 && !lower) {
            return press.refused("the dialog does not offer that severity, so nothing was done.");
        }
        String what = level == 0
                ? "took the confirmed severity back."
                : (lower ? "lowered the severity to SEV" : "confirmed SEV") + level + (pages ? " with a page." : ".");
        StaffAction.By by = new StaffAction.By(press.who(), reason);
        return press.does("severity", new StaffAction.Confirm(press.ref(), by, level, pages), what, value.group(2));
    }

    /** Writes onto the case, for its message to show, who did what; in the caller's transaction. */
    public void acted(SlackAction press) {
        List<CaseBrief.Act> acts = new ArrayList<>(press.brief().acts());
        String what = press.said().substring(press.name().length() + 1);
        acts.add(new CaseBrief.Act(clock.instant(), press.name(), what, press.key()));
        facts.acts(press.ref(), acts.subList(Math.max(0, acts.size() - ACTS_SHOWN), acts.size()));
    }

    /** Somebody whom the directory does not let do that: noted on the timeline, and what they are told. */
    public SlackAction notTheirs(SlackAction press, String why) {
        timeline.append(
                press.ref(), TimelineEntry.of("press.refused", "staff:" + press.who(), Map.of("action", press.kind())));
        return press.refused(why + ", so nothing was done.");
    }
}
