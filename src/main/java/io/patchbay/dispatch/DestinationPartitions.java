package io.patchbay.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Parts of a destination that fail or are throttled on their own: the URL of one source among the write-backs, the posts
 * into one Slack channel, one method of Slack's. What keeps one of them waiting does not keep the others. There are as
 * many lanes as sources, queues and operations, all of them configured.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits/">Slack: posting about once a second and channel, other methods
 *     by the minute and workspace</a>
 */
@Component
public final class DestinationPartitions {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final Map<String, DestinationGate> partitions = new ConcurrentHashMap<>();
    private final Gates gates;
    private final Clock clock;

    DestinationPartitions(Gates gates, Clock clock) {
        this.gates = gates;
        this.clock = clock;
    }

    /** Whether the delivery has to wait for its lane. */
    boolean closed(Delivery delivery) {
        return lane(delivery).filter(lane -> !lane.closedFor().isZero()).isPresent();
    }

    /** The outcome of a delivery that was not sent because its partition is closed: it is retried later. */
    Outcome closedLane(Delivery delivery) {
        Duration wait = lane(delivery).map(DestinationGate::closedFor).orElse(SHORTEST_WAIT);
        return Outcome.throttled(
                wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, 0, "waits for others of its kind");
    }

    /** What a call says about the health of its lane, and about its destination's where that is not the lane's own affair. */
    void heard(Delivery delivery, Outcome outcome, boolean lookUp) {
        DestinationGate gate = gates.of(delivery.destination());
        Optional<DestinationGate> lane = lane(delivery);
        boolean throttled = outcome.kind() == Outcome.Kind.THROTTLED;
        if (throttled && outcome.httpStatus() == 0) {
            // The hub itself put it off, without a call.
            gate.notCalled();
            return;
        }
        if (lane.isEmpty() || !throttled && !isWriteBack(delivery)) {
            gate.heard(outcome, lookUp);
            return;
        }
        gate.notCalled();
        lane.get().heard(outcome, lookUp);
    }

    private Optional<DestinationGate> lane(Delivery delivery) {
        return Optional.ofNullable(name(delivery))
                .map(name -> partitions.computeIfAbsent(
                        name, each -> new DestinationGate(each, unpaced(delivery.destination()), clock)));
    }

    private static String name(Delivery delivery) {
        if (isWriteBack(delivery)) {
            return "writeback|"
                    + delivery.payload().getOrDefault("source", delivery.brief().source());
        }
        if (!delivery.destination().equals("slack")) {
            return null;
        }
        return switch (delivery.operation()) {
            case Operation.POST_MESSAGE, Operation.POST_REPLY ->
                "slack|post|" + delivery.brief().queue();
            default -> "slack|" + delivery.operation();
        };
    }

    private static boolean isWriteBack(Delivery delivery) {
        return delivery.destination().equals("writeback");
    }

    private DestinationLimits unpaced(String destination) {
        DestinationLimits limits = gates.of(destination).limits();
        return new DestinationLimits(
                limits.concurrency(),
                0,
                limits.connectTimeout(),
                limits.responseTimeout(),
                limits.callDeadline(),
                limits.retries(),
                limits.breaker());
    }
}
