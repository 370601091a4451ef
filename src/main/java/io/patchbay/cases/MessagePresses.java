package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads what people press on the messages of cases. Who presses is known by the workspace's own id of them, never by a
 * name; what they press acts once, and only while the case looks as it did on the message.
 */
@Component
public class MessagePresses {
    private static final Pattern VALUE = Pattern.compile("([A-Z0-9]{4}-[A-Z0-9]{4})\\|([^|]{0,64})(?:\\|([1-4])(p?))?");

    private final FactRepository facts;
    private final CaseRepository cases;
    private final TimelineRepository timeline;

    MessagePresses(FactRepository facts, CaseRepository cases, TimelineRepository timeline) {
        this.facts = facts;
        this.cases = cases;
        this.timeline = timeline;
    }

    /**
     * What the press asks for, in the caller's transaction, which holds the case until it ends. Nothing for somebody who
     * is not on the staff, for a second press, and for a message that does not show the case as it is.
     *
     * @param told the press, as Slack told it
     * @param people members of staff by Slack's ids of them
     */
    public Press read(List<Feedback> told, Map<String, Person> people) {
        Optional<Feedback> pressed = told.stream()
                .filter(fact -> fact.kind().equals("message.pressed"))
                .filter(fact -> people.containsKey(fact.actor()))
                .findFirst();
        if (pressed.isEmpty()) {
            return Press.NOTHING;
        }
        Feedback fact = pressed.get();
        Matcher value = VALUE.matcher(fact.detail("value"));
        return value.matches() ? press(fact, value, people.get(fact.actor())) : Press.NOTHING;
    }

    private Press press(Feedback fact, Matcher value, Person person) {
        String ref = value.group(1);
        cases.lock(ref);
        CaseBrief brief = cases.briefs(List.of(ref)).get(ref);
        boolean here = brief != null
                && fact.object().equals(brief.receipt("slack").id())
                && fact.key().equals(brief.receipt("slack").channel());
        if (!here || brief.terminal() || !facts.add(ref, fact, false)) {
            return Press.NOTHING;
        }
        StaffAction.By by = new StaffAction.By(person.id(), "pressed in Slack");
        String seen = value.group(2);
        return switch (fact.detail("action")) {
            case "patchbay_own" ->
                seen.equals(brief.owner().id())
                                && !person.id().equals(brief.owner().id())
                        ? new Press(
                                ref,
                                brief.queue(),
                                person.id(),
                                "own",
                                new StaffAction.Owner(ref, by, person),
                                person.name() + " took ownership.")
                        : Press.NOTHING;
            case "patchbay_severity" -> severity(brief, value, by, person);
            case "patchbay_reviewed" -> note(brief, seen, by, person, "reviewed", "marked the case as reviewed.");
            case "patchbay_callback" -> note(brief, seen, by, person, "callback", "asked for a call back.");
            default -> Press.NOTHING;
        };
    }

    private static Press severity(CaseBrief brief, Matcher value, StaffAction.By by, Person person) {
        boolean fresh = value.group(2).equals(String.valueOf(brief.severity().level()));
        if (!fresh || value.group(3) == null) {
            return Press.NOTHING;
        }
        int level = Integer.parseInt(value.group(3));
        boolean pages = value.group(4).equals("p");
        return new Press(
                brief.ref(),
                brief.queue(),
                person.id(),
                "severity",
                new StaffAction.Confirm(brief.ref(), by, level, pages),
                person.name() + " confirmed SEV" + level + (pages ? " and paged." : "."));
    }

    private static Press note(
            CaseBrief brief, String seen, StaffAction.By by, Person person, String kind, String said) {
        return seen.equals(String.valueOf(brief.calls()))
                ? new Press(
                        brief.ref(),
                        brief.queue(),
                        person.id(),
                        kind,
                        new StaffAction.Note(brief.ref(), by, person.name() + " " + said),
                        person.name() + " " + said)
                : Press.NOTHING;
    }

    /** What the message's thread is told, as the payload of a reply. */
    public Map<String, String> reply(Press press) {
        return Map.of("text", press.said());
    }

    /** Notes that the person may not do that: nothing else happens. */
    public void refused(Press press) {
        timeline.append(
                press.ref(), TimelineEntry.of("press.refused", "staff:" + press.who(), Map.of("action", press.kind())));
    }
}
