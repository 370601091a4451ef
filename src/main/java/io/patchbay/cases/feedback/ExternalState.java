package io.patchbay.cases.feedback;

import io.patchbay.event.Feedback;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a case that follows from everything the tools have reported about it. A pure function of the set of facts: they are read in
 * the order of the tools' own clocks, so that the order in which they arrived changes nothing, nor does a repetition.
 *
 * @param status the case's status, or the empty string when no fact sets one
 * @param since when a fact last set the status, by its tool's clock; null when none does
 * @param reopened whether a reopening is what took the case out of a final status
 * @param outcome how the matter ended, or the empty string
 * @param resolvesPage whether the page is to be resolved because of this status
 * @param evidence the proven evidence states, with the time of the proof
 * @param assignee the tool's id of who has the ticket, or the empty string
 * @param ticketKey the ticket's newest key, or the empty string
 * @param ticketDeleted whether the ticket is gone
 */
public record ExternalState(
        String status,
        boolean terminal,
        Instant since,
        boolean reopened,
        String outcome,
        boolean resolvesPage,
        Map<String, Instant> evidence,
        String assignee,
        String ticketKey,
        boolean ticketDeleted) {

    private static final String DONE = "done";
    private static final Comparator<Feedback> BY_THE_TOOLS_CLOCKS =
            Comparator.comparing(Feedback::at).thenComparing(Feedback::order).thenComparing(Feedback::fact);

    public static ExternalState of(Collection<Feedback> facts, FeedbackRules mapping) {
        Fold fold = new Fold(mapping);
        facts.stream().distinct().sorted(BY_THE_TOOLS_CLOCKS).forEach(fold::add);
        return fold.state();
    }

    /** Whether the status says nothing that it did not say before; ended again is news, since people open cases too. */
    public boolean saysTheSame(ExternalState before) {
        return status.equals(before.status) && terminal == before.terminal && (!terminal || since.equals(before.since));
    }

    private static final class Fold {
        private final FeedbackRules mapping;
        private final Map<String, String> categoryOfObject = new HashMap<>();
        private final Map<String, Instant> evidence = new TreeMap<>();
        private String status = "";
        private boolean terminal;
        private Instant since;
        private boolean reopened;
        private String outcome = "";
        private boolean resolvesPage;
        private String assignee = "";
        private String ticketKey = "";
        private boolean ticketDeleted;

        Fold(FeedbackRules mapping) {
            this.mapping = mapping;
        }

        void add(Feedback fact) {
            String kind = kind(fact);
            List<FeedbackRules.Rule> rules = mapping.rules().stream()
                    .filter(rule -> rule.fits(kind, fact))
                    .toList();
            for (FeedbackRules.Rule rule : rules) {
                rule.withdraws().forEach(evidence::remove);
                rule.proves().forEach(state -> evidence.putIfAbsent(state, fact.at()));
            }
            rules.stream()
                    .filter(rule -> !rule.status().isEmpty())
                    .findFirst()
                    .ifPresent(rule -> move(rule, fact.at()));
            ticket(kind, fact);
        }

        /** A ticket that leaves a done status is reopened, whatever the tool calls it. */
        private String kind(Feedback fact) {
            if (!fact.kind().equals("ticket.transitioned") && !fact.kind().equals("ticket.reopened")) {
                return fact.kind();
            }
            String before = categoryOfObject.put(fact.object(), fact.category());
            return DONE.equals(before) && !fact.category().equals(DONE) ? "ticket.reopened" : fact.kind();
        }

        private void move(FeedbackRules.Rule rule, Instant at) {
            if (terminal && !rule.terminal() && !rule.reopens()) {
                return;
            }
            reopened = rule.reopens() || !rule.terminal() && reopened;
            status = rule.status();
            terminal = rule.terminal();
            since = at;
            outcome = rule.outcome();
            resolvesPage = rule.resolvesPage();
        }

        private void ticket(String kind, Feedback fact) {
            switch (kind) {
                case "ticket.assigned" -> assignee = fact.detail("assignee");
                case "ticket.unassigned" -> assignee = "";
                case "ticket.deleted" -> ticketDeleted = true;
                default -> {}
            }
            String key = kind.equals("ticket.moved") ? fact.detail("to") : fact.key();
            if (fact.subject().equals("ticket") && !key.isEmpty()) {
                ticketKey = key;
            }
        }

        ExternalState state() {
            return new ExternalState(
                    status,
                    terminal,
                    since,
                    reopened,
                    outcome,
                    resolvesPage,
                    Map.copyOf(evidence),
                    assignee,
                    ticketKey,
                    ticketDeleted);
        }
    }
}
