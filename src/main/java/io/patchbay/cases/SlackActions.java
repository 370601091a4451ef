package io.patchbay.cases;

import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.staff.SlackActionReader;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads the buttons pressed and the dialogs submitted on the messages of cases. Who did it is known by the workspace's own id
 * of them, never by a name; it acts once, and only while the case looks as it did on the message. Whoever is refused is told
 * why.
 */
@Component
public class SlackActions {
    private static final Pattern VALUE = Pattern.compile("([A-Z0-9]{4}-[A-Z0-9]{4})\\|([^|]{0,64})(?:\\|([0-4]p?))?");
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
     * What the button or dialog asks for, in the caller's transaction, which locks the case until it ends. Nothing for what is
     * about no case's message, and for a report that is known.
     *
     * @param reported what Slack reports
     * @param people members of staff by Slack's ids of them
     */
    public SlackAction read(List<Feedback> reported, Map<String, Person> people) {
        return pressed(reported).map(fact -> read(fact, people, true)).orElse(SlackAction.NOTHING);
    }

    /** The same without a lock, for opening a dialog at once; whatever is no request for one is nothing. */
    public SlackAction preview(List<Feedback> reported, Map<String, Person> people) {
        SlackAction action = pressed(reported)
                .filter(fact -> !SlackActionReader.dialog(fact).isEmpty())
                .map(fact -> read(fact, people, false))
                .orElse(SlackAction.NOTHING);
        return action.isDialog() ? action : SlackAction.NOTHING;
    }

    private static Optional<Feedback> pressed(List<Feedback> reported) {
        return reported.stream()
                .filter(fact ->
                        fact.kind().equals("message.pressed") || fact.kind().equals("message.submitted"))
                .findFirst();
    }

    private SlackAction read(Feedback fact, Map<String, Person> people, boolean lock) {
        Matcher value = VALUE.matcher(fact.detail("value"));
        if (!value.matches()) {
            return SlackAction.NOTHING;
        }
        String ref = value.group(1);
        if (lock) {
            cases.lock(ref);
        }
        CaseBrief brief = briefs.of(ref);
        boolean here = brief != null
                && fact.object().equals(brief.receipt("slack").id())
                && fact.key().equals(brief.receipt("slack").channel());
        if (!here || lock && !facts.add(ref, fact, false)) {
            return SlackAction.NOTHING;
        }
        Person person = people.get(fact.actor());
        if (person == null) {
            return new SlackAction(brief, "", "", fact.actor(), "", null, "", "", "", "")
                    .refuse("you are not in the staff directory, so nothing was done.");
        }
        SlackAction action = new SlackAction(brief, person.id(), person.name(), fact.actor(), "", null, "", "", "", "");
        return brief.terminal()
                ? action.refuse("it is " + brief.status() + ", so nothing was done.")
                : SlackActionReader.read(action, fact, value, person);
    }

    /** Writes onto the case, for its message to show, who did what; in the caller's transaction. */
    public void record(SlackAction action) {
        List<CaseBrief.Act> acts = new ArrayList<>(action.brief().acts());
        String what = action.said().substring(action.name().length() + 1);
        acts.add(new CaseBrief.Act(clock.instant(), action.name(), what, action.key()));
        facts.acts(action.ref(), acts.subList(Math.max(0, acts.size() - ACTS_SHOWN), acts.size()));
    }

    /** Refuses what the directory does not let the person do, and notes it on the timeline. */
    public SlackAction forbid(SlackAction action, String why) {
        timeline.append(
                action.ref(),
                TimelineEntry.of("press.refused", "staff:" + action.who(), Map.of("action", action.kind())));
        return action.refuse(why + ", so nothing was done.");
    }
}
