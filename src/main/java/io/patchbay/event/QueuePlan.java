package io.patchbay.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A queue as the company configured it, resolved for one moment: its owner and what is to be dispatched for its cases.
 *
 * @param queue the queue's name
 * @param owner who owns the case, never null: a stand-in or the queue's lead when the owner is away
 * @param restricted whether no detail of the case may leave its own project and channel
 * @param steps what to dispatch, in order
 */
public record QueuePlan(String queue, Person owner, boolean restricted, List<Step> steps) {

    /**
     * One intended effect.
     *
     * @param destination {@code jira}, {@code slack}, {@code pagerduty} or {@code writeback}
     * @param operation for example {@code create_issue}; see the dispatch room
     * @param after the operation that comes first, or the empty string
     * @param holdAtMost how long to wait for {@code after} before going ahead without it; null waits until it ends
     * @param onlyConfirmed whether the step is taken only when a severity that pages is confirmed
     */
    public record Step(
            String destination, String operation, String after, Duration holdAtMost, boolean onlyConfirmed) {}

    public QueuePlan {
        steps = List.copyOf(steps);
    }

    /** Whether it does anything at that destination. */
    public boolean reaches(String destination) {
        return steps.stream().anyMatch(step -> step.destination().equals(destination));
    }

    /** The same plan without what it does at that destination; what came after it comes after what it came after. */
    public QueuePlan without(String destination) {
        Map<String, String> before = new HashMap<>();
        List<Step> kept = new ArrayList<>();
        for (Step step : steps) {
            String after = before.getOrDefault(step.after(), step.after());
            if (step.destination().equals(destination)) {
                before.put(step.operation(), after);
            } else {
                kept.add(
                        new Step(step.destination(), step.operation(), after, step.holdAtMost(), step.onlyConfirmed()));
            }
        }
        return new QueuePlan(queue, owner, restricted, kept);
    }
}
