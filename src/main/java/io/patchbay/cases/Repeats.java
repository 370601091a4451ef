package io.patchbay.cases;

import io.patchbay.cases.MatterRepository.AccountMatter;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Calls about matters that were closed: within the queue's window the case is opened again, later the new case is linked
 * to the old one. Runs in the caller's transaction.
 */
@Component
public class Repeats {
    private final EndedCaseRepository ended;
    private final MatterRepository matters;
    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final CaseFeedback feedback;
    private final TimelineRepository timeline;
    private final Clock clock;

    Repeats(
            EndedCaseRepository ended,
            MatterRepository matters,
            CaseRepository cases,
            BriefRepository briefs,
            CaseFeedback feedback,
            TimelineRepository timeline,
            Clock clock) {
        this.ended = ended;
        this.matters = matters;
        this.cases = cases;
        this.briefs = briefs;
        this.feedback = feedback;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * Looks which of the calls are about matters that were closed, and opens their cases again where it is early enough; the
     * calls then join them like any open case.
     *
     * @param within how long after its end a case is opened again, for each of the calls
     * @return for each of the calls what it meets, in their order; of several calls about one matter the first one meets it
     */
    public List<Repeat> consider(List<DecidedCall> decided, List<Duration> within) {
        List<AccountMatter> wanted = decided.stream()
                .map(call -> new AccountMatter(call.matter(), call.match().accountId()))
                .toList();
        Map<AccountMatter, String> open = matters.openCases(wanted);
        Set<AccountMatter> closed = ended.among(
                wanted.stream().filter(matter -> !open.containsKey(matter)).toList());
        List<Repeat> repeats = new ArrayList<>();
        for (int i = 0; i < decided.size(); i++) {
            repeats.add(
                    closed.remove(wanted.get(i))
                            ? consider(decided.get(i), wanted.get(i), within.get(i))
                            : Repeat.NONE);
        }
        return repeats;
    }

    private Repeat consider(DecidedCall call, AccountMatter matter, Duration within) {
        Optional<EndedCaseRepository.Ended> last = ended.last(matter.matter(), matter.accountId(), within);
        if (last.isEmpty()) {
            return Repeat.NONE;
        }
        String ref = last.get().ref();
        if (!last.get().recent()) {
            return new Repeat("", ref, last.get().status());
        }
        cases.lock(ref);
        CaseBrief brief = briefs.of(ref);
        if (brief.terminal()) {
            reopen(brief, call.report());
        }
        return new Repeat(ref, "", last.get().status());
    }

    /** As when the ticket itself is reopened: what the tools report later is compared with this, not with the old end. */
    private void reopen(CaseBrief brief, CallReport report) {
        String ref = brief.ref();
        CaseBrief.Receipt ticket = brief.receipt("jira");
        timeline.append(
                ref,
                TimelineEntry.of(
                        "case.reopened",
                        "source:" + report.source(),
                        Map.of("call_id", report.callId(), "before", brief.status())));
        feedback.take(
                List.of(new Feedback(
                        "hub",
                        "ticket.reopened",
                        ticket.id().isEmpty() ? ref : ticket.id(),
                        ticket.key(),
                        List.of(),
                        "",
                        clock.instant(),
                        "",
                        "",
                        "new",
                        "",
                        Map.of())),
                ref,
                Map.of());
        ended.reopen(ref);
    }

    /** The comment on the ticket of a reopened case. */
    public Opened told(Opened opened, Repeat repeat) {
        Map<String, String> comment = new HashMap<>(opened.comment());
        comment.put(
                "text",
                "This was " + repeat.was() + ". A customer called about it again: the case is open.\n"
                        + comment.getOrDefault("text", ""));
        return new Opened(
                opened.brief(), opened.joined(), opened.severityNews(), opened.move(), opened.pageWithdrawn(), comment);
    }

    /** The payload of a reply in the thread of a reopened case. */
    public Map<String, String> reopening(Repeat repeat) {
        return Map.of("text", "A customer called about this again. It was " + repeat.was() + " and is open now.");
    }

    /** Notes on both cases that the one comes after the other. */
    public void link(CaseBrief later, Repeat repeat) {
        timeline.append(repeat.follows(), TimelineEntry.of("case.followed", "hub", Map.of("by", later.ref())));
        timeline.append(
                later.ref(),
                TimelineEntry.of("case.follows", "hub", Map.of("case", repeat.follows(), "was", repeat.was())));
    }

    /** How the new ticket is linked to the old one, as the payload of a link. */
    public Map<String, String> ticketLink(Repeat repeat) {
        CaseBrief earlier = earlier(repeat);
        CaseBrief.Receipt ticket = earlier.receipt("jira");
        return Map.of("target", "case", "case", repeat.follows(), "key", ticket.key(), "url", ticket.url());
    }

    /** Whether the old case has a ticket to link to. */
    public boolean ticketed(Repeat repeat) {
        return !earlier(repeat).receipt("jira").url().isEmpty();
    }

    /** The payload of a reply in the new case's thread. */
    public Map<String, String> following(Repeat repeat) {
        String key = earlier(repeat).receipt("jira").key();
        return Map.of(
                "text",
                "This follows case " + repeat.follows() + (key.isEmpty() ? "" : ", ticket " + key) + ", which was "
                        + repeat.was() + ".");
    }

    private CaseBrief earlier(Repeat repeat) {
        return briefs.of(repeat.follows());
    }
}
