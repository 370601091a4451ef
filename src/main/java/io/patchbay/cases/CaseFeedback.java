package io.patchbay.cases;

import io.patchbay.cases.feedback.ExternalState;
import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.feedback.FeedbackEntries;
import io.patchbay.cases.feedback.FeedbackRules;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Applies what tools report about tickets and pages to the cases: evidence states, each with its own proof, status, owner
 * and the ticket's key. Late, repeated and unordered facts leave a case where the same facts in order would.
 */
@Component
public class CaseFeedback {
    private static final Set<String> TALK = Set.of(
            "ticket.commented",
            "ticket.comment_edited",
            "ticket.comment_deleted",
            "page.annotated",
            "message.answered");

    private final FactRepository facts;
    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final ReceiptRepository receipts;
    private final TimelineRepository timeline;
    private final FeedbackRules mapping;

    CaseFeedback(
            FactRepository facts,
            CaseRepository cases,
            BriefRepository briefs,
            ReceiptRepository receipts,
            TimelineRepository timeline,
            FeedbackRules mapping) {
        this.facts = facts;
        this.receipts = receipts;
        this.cases = cases;
        this.briefs = briefs;
        this.timeline = timeline;
        this.mapping = mapping;
    }

    /**
     * Applies what one event reports, in the caller's transaction. What the hub did itself, what is known already and what is
     * about none of our cases changes nothing.
     *
     * @param reported facts about one thing, in any order
     * @param marked the case whose marker the thing carries, or the empty string
     * @param people members of staff by the tools' ids of them
     */
    public FeedbackResult take(List<Feedback> reported, String marked, Map<String, Person> people) {
        Optional<String> ref = reported.stream()
                .findFirst()
                .flatMap(facts::caseOf)
                .or(() -> Optional.of(marked).filter(found -> !found.isEmpty()));
        if (ref.isEmpty()) {
            return FeedbackResult.NOTHING;
        }
        cases.lock(ref.get());
        CaseBrief before = briefs.of(ref.get());
        if (before == null) {
            return FeedbackResult.NOTHING;
        }
        ExternalState stood = ExternalState.of(facts.thatCount(before.ref()), mapping);
        List<Feedback> news = reported.stream()
                .filter(fact -> !mapping.isEcho(fact))
                .filter(fact -> facts.add(before.ref(), fact, !TALK.contains(fact.kind())))
                .toList();
        if (news.isEmpty()) {
            return new FeedbackResult(before.ref(), before.source(), false, false);
        }
        ExternalState stands = ExternalState.of(facts.thatCount(before.ref()), mapping);
        List<TimelineEntry> entries = new ArrayList<>();
        news.forEach(fact -> entries.add(FeedbackEntries.fact(fact, people)));
        boolean moved = apply(before, stood, stands, people, entries);
        timeline.append(
                entries.stream().map(entry -> Map.entry(before.ref(), entry)).toList());
        return new FeedbackResult(before.ref(), before.source(), moved, resolvesPage(before, stood, stands));
    }

    /** Notes that the cases belong to a declared incident, in the caller's transaction; the proof is the link. */
    public void incidentDeclared(Collection<String> refs, String incidentId) {
        cases.lock(refs);
        timeline.append(facts.incidentDeclared(refs).stream()
                .map(ref ->
                        Map.entry(ref, TimelineEntry.of("incident.declared", "hub", Map.of("incident", incidentId))))
                .toList());
    }

    /**
     * Locks a case that is to be notified of its incident until the transaction ends.
     *
     * @return with why its ticket cannot be commented on, if so
     */
    public Affected affected(String ref, String incidentId) {
        incidentDeclared(List.of(ref), incidentId);
        CaseBrief brief = briefs.of(ref);
        if (brief == null) {
            return new Affected("", "there is no such case", "", false, false);
        }
        String ticket = brief.receipt("jira").status();
        boolean gone = ticket.equals("deleted") || ticket.equals("dead") || ticket.equals("cancelled");
        return new Affected(
                brief.source(),
                gone ? "its ticket is " + ticket : "",
                brief.matter().accountId(),
                brief.matter().trusted(),
                brief.restricted());
    }

    private boolean apply(
            CaseBrief before,
            ExternalState stood,
            ExternalState stands,
            Map<String, Person> people,
            List<TimelineEntry> entries) {
        boolean status = status(before, stood, stands, entries);
        boolean evidence = evidence(before, stood, stands);
        boolean ticket = ticket(before, stood, stands);
        boolean owner = owner(before, stood, stands, people, entries);
        return status || evidence || ticket || owner;
    }

    /** A final status of whatever origin is left by a reopening only. */
    private boolean status(CaseBrief before, ExternalState stood, ExternalState stands, List<TimelineEntry> entries) {
        boolean same = stands.saysTheSame(stood);
        boolean kept = before.terminal() && !stands.terminal() && !stands.reopened();
        boolean nothingNew = before.status().equals(stands.status()) && before.terminal() == stands.terminal();
        if (same || kept || nothingNew || stands.status().isEmpty()) {
            return false;
        }
        facts.status(before.ref(), stands.status(), stands.terminal(), facts.openMatter(before));
        entries.add(FeedbackEntries.status(before, stands));
        return true;
    }

    /** A proof that did not come from a tool stays; the earlier of two proofs counts. */
    private boolean evidence(CaseBrief before, ExternalState stood, ExternalState stands) {
        boolean moved = false;
        for (String state : FactRepository.EVIDENCE) {
            Instant then = stood.evidence().get(state);
            Instant now = stands.evidence().get(state);
            Instant written = before.evidence().get(state);
            if (Objects.equals(then, now)) {
                continue;
            }
            boolean ours = written == null || written.equals(then);
            if (ours || now != null && now.isBefore(written)) {
                facts.evidence(before.ref(), state, now);
                moved = true;
            }
        }
        return moved;
    }

    private boolean ticket(CaseBrief before, ExternalState stood, ExternalState stands) {
        if (stands.ticketDeleted() && !stood.ticketDeleted()) {
            receipts.ticketDeleted(before.ref());
            return true;
        }
        CaseBrief.Receipt ticket = before.receipt("jira");
        boolean same = stands.ticketKey().equals(stood.ticketKey())
                || stands.ticketKey().equals(ticket.key())
                || ticket.key().isEmpty();
        if (same) {
            return false;
        }
        String url = ticket.url();
        int end = url.lastIndexOf(ticket.key());
        receipts.ticket(before.ref(), stands.ticketKey(), end < 0 ? url : url.substring(0, end) + stands.ticketKey());
        return true;
    }

    private boolean owner(
            CaseBrief before,
            ExternalState stood,
            ExternalState stands,
            Map<String, Person> people,
            List<TimelineEntry> entries) {
        Person owner = people.get(stands.assignee());
        boolean same = stands.assignee().equals(stood.assignee());
        if (same || owner == null || owner.id().equals(before.owner().id())) {
            return false;
        }
        facts.owner(before.ref(), owner);
        entries.add(FeedbackEntries.owner(before, owner));
        return true;
    }

    private static boolean resolvesPage(CaseBrief before, ExternalState stood, ExternalState stands) {
        return stands.resolvesPage()
                && !stood.resolvesPage()
                && !before.receipt("pagerduty").id().isEmpty();
    }
}
