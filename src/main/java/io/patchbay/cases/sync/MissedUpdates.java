package io.patchbay.cases.sync;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a tool's present state a case has not received. What the hub itself wrote there is not reported back and is known
 * all the same: the owner it named, and that a new ticket is new. Of a case that has ended, only that its ticket was
 * opened again counts.
 */
public final class MissedUpdates {
    private static final Comparator<Feedback> BY_THE_TOOLS_CLOCKS =
            Comparator.comparing(Feedback::at).thenComparing(Feedback::order);

    private MissedUpdates() {}

    /**
     * @param present what the tool holds
     * @param received what the case has received so far
     * @param until what is younger may still be under way
     */
    public static List<Feedback> of(
            CaseBrief brief,
            List<Feedback> present,
            List<Feedback> received,
            Map<String, Person> people,
            Instant until) {
        return present.stream()
                .filter(fact -> fact.at().isBefore(until))
                .filter(fact -> received.stream()
                        .noneMatch(each -> sameThing(each, fact) && each.at().isAfter(fact.at())))
                .flatMap(fact -> missed(brief, fact, received, people).stream())
                .flatMap(fact -> brief.terminal() ? reopened(fact, received).stream() : Stream.of(fact))
                .toList();
    }

    private static Optional<Feedback> reopened(Feedback fact, List<Feedback> received) {
        boolean wasDone = last(received.stream()
                        .filter(each -> !each.category().isEmpty())
                        .toList())
                .filter(each -> each.category().equals("done"))
                .isPresent();
        return fact.kind().equals("ticket.transitioned")
                        && wasDone
                        && !fact.category().equals("done")
                ? Optional.of(renamed(fact, "ticket.reopened"))
                : Optional.empty();
    }

    private static boolean sameThing(Feedback one, Feedback other) {
        return one.subject().equals(other.subject());
    }

    private static Optional<Feedback> missed(
            CaseBrief brief, Feedback fact, List<Feedback> received, Map<String, Person> people) {
        return switch (fact.kind()) {
            case "ticket.transitioned" -> Optional.of(fact).filter(each -> !statusKnown(each, received));
            case "ticket.moved" ->
                Optional.of(fact)
                        .filter(each -> !each.key().equals(brief.receipt("jira").key()));
            case "ticket.assigned", "ticket.unassigned" ->
                Optional.of(fact).filter(each -> !assigneeKnown(brief, each, received, people));
            case "ticket.deleted" ->
                Optional.of(fact).filter(each -> !brief.receipt("jira").status().equals("deleted"));
            default -> page(brief, fact, received);
        };
    }

    private static boolean statusKnown(Feedback fact, List<Feedback> received) {
        Optional<Feedback> last = last(received.stream()
                .filter(each ->
                        each.subject().equals("ticket") && !each.category().isEmpty())
                .toList());
        if (last.isEmpty()) {
            return fact.category().equals("new");
        }
        boolean sameStatus = last.get().status().isEmpty()
                ? last.get().category().equals(fact.category())
                : last.get().status().equals(fact.status());
        return sameStatus && last.get().resolution().equals(fact.resolution());
    }

    private static boolean assigneeKnown(
            CaseBrief brief, Feedback fact, List<Feedback> received, Map<String, Person> people) {
        Optional<Feedback> last = last(received.stream()
                .filter(each ->
                        each.kind().equals("ticket.assigned") || each.kind().equals("ticket.unassigned"))
                .toList());
        String assignee = fact.detail("assignee");
        if (last.isPresent() && last.get().detail("assignee").equals(assignee)) {
            return true;
        }
        Person person = people.get(assignee);
        return last.isEmpty() && assignee.isEmpty()
                || assignee.equals(brief.owner().jiraAccountId()) && !assignee.isEmpty()
                || person != null && person.id().equals(brief.owner().id());
    }

    private static Optional<Feedback> page(CaseBrief brief, Feedback fact, List<Feedback> received) {
        String known = last(received.stream()
                        .filter(each ->
                                each.subject().equals("page") && !each.status().isEmpty())
                        .toList())
                .map(Feedback::status)
                .orElse("triggered");
        boolean withdrawn = !brief.receipt("pagerduty").status().equals("succeeded");
        if (known.equals(fact.status()) || withdrawn) {
            return Optional.empty();
        }
        return Optional.of(
                fact.status().equals("triggered")
                        ? renamed(fact, known.equals("resolved") ? "page.reopened" : "page.unacknowledged")
                        : fact);
    }

    private static Feedback renamed(Feedback fact, String kind) {
        return new Feedback(
                fact.source(),
                kind,
                fact.object(),
                fact.key(),
                fact.markers(),
                fact.actor(),
                fact.at(),
                fact.order(),
                fact.status(),
                fact.category(),
                fact.resolution(),
                fact.detail());
    }

    private static Optional<Feedback> last(List<Feedback> facts) {
        return facts.stream().max(BY_THE_TOOLS_CLOCKS);
    }
}
