package io.patchbay.directory;

import io.patchbay.event.QueuePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the plan of a queue and holds it to what is promised: the ticket first, and no page unless confirmed. */
final class PlanReading {
    private static final Map<String, String> OPERATION_OF = Map.of(
            "jira", "create_issue",
            "slack", "post_message",
            "pagerduty", "trigger",
            "writeback", "case_updated");

    /** An outage of another destination holds back a confirmed page no longer than this. */
    private static final Duration LONGEST_HOLD_OF_A_PAGE = Duration.ofMinutes(1);

    private final Problems problems;

    PlanReading(Problems problems) {
        this.problems = problems;
    }

    List<QueuePlan.Step> read(Entry queue) {
        List<QueuePlan.Step> steps = new ArrayList<>();
        Set<String> before = new HashSet<>();
        for (Entry entry : queue.list("plan")) {
            QueuePlan.Step step = step(entry);
            check(entry, step, before);
            before.add(step.operation());
            steps.add(step);
        }
        if (!steps.isEmpty() && !steps.get(0).destination().equals("jira")) {
            problems.add(queue.child("plan"), "the ticket does not come first", "begin with jira create_issue");
        }
        return steps;
    }

    private static QueuePlan.Step step(Entry entry) {
        return new QueuePlan.Step(
                entry.text("destination"),
                entry.text("operation"),
                entry.text("after"),
                entry.has("hold") ? duration(entry.text("hold")) : null,
                entry.flag("only_confirmed"));
    }

    private void check(Entry entry, QueuePlan.Step step, Set<String> before) {
        String operation = OPERATION_OF.get(step.destination());
        if (!step.operation().equals(operation)) {
            problems.add(
                    entry.child("operation"),
                    step.destination() + " cannot " + step.operation() + " in a plan",
                    "write " + operation);
        }
        if (before.contains(step.operation())) {
            problems.add(entry, "the plan does " + step.operation() + " twice", "remove one of the two");
        }
        if (!step.after().isEmpty() && !before.contains(step.after())) {
            problems.add(
                    entry.child("after"),
                    "no earlier step does " + step.after(),
                    before.isEmpty()
                            ? "remove it"
                            : "write one of "
                                    + String.join(", ", before.stream().sorted().toList()));
        }
        if (step.after().isEmpty() && step.holdAtMost() != null) {
            problems.add(entry.child("hold"), "a step that waits for nothing has a hold", "remove it, or add after");
        }
        if (step.destination().equals("pagerduty")) {
            checkPage(entry, step);
        }
    }

    private void checkPage(Entry entry, QueuePlan.Step step) {
        if (!step.onlyConfirmed()) {
            problems.add(
                    entry.child("only_confirmed"),
                    "the page does not wait for a confirmed severity",
                    "add only_confirmed: true");
        }
        boolean waitsTooLong = step.holdAtMost() == null || step.holdAtMost().compareTo(LONGEST_HOLD_OF_A_PAGE) > 0;
        if (!step.after().isEmpty() && waitsTooLong) {
            problems.add(
                    entry.child("hold"),
                    "an outage could hold back the page for more than a minute",
                    "add hold: 60s or less");
        }
    }

    /** The schema has seen to it that this is a number of at most six digits and one of s, m and h. */
    private static Duration duration(String text) {
        long amount = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
