package io.patchbay.dispatch;

import io.patchbay.platform.Causes;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.OutageLog;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Outcomes on their way from many callers into few transactions (group commit). Bounded; what cannot be written down in
 * time is recovered at lease expiry, which makes its outcome unknown and has it looked up.
 */
@Component
public final class Settlements {
    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);
    private static final int ROOM = 10_000;
    private static final int GROUP = 200;
    private static final int MOST_TRIES = 30;
    private static final int MOST_TRIES_ALONE = 3;
    private static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final InFlight inFlight;
    private final Gates gates;
    private final DestinationPartitions partitions;
    private final WorkSignal workSignal;
    private final BlockingQueue<Settlement> queue = new ArrayBlockingQueue<>(ROOM);
    private final Deque<List<Settlement>> again = new ConcurrentLinkedDeque<>();
    private final List<Settlement> held = new ArrayList<>();
    private volatile Duration pause = Duration.ZERO;
    private long heldUntil;

    Settlements(InFlight inFlight, Gates gates, DestinationPartitions partitions, WorkSignal workSignal) {
        this.inFlight = inFlight;
        this.gates = gates;
        this.partitions = partitions;
        this.workSignal = workSignal;
    }

    /** Hands in what became of an attempt. One that its route has not ended was not made. */
    public void accept(Attempt attempt) {
        attempt.endWithout("the route made no call");
        Delivery delivery = attempt.delivery();
        partitions.heard(delivery, attempt.outcome(), attempt.lookUp());
        put(new Settlement(delivery.id(), delivery.token(), delivery.brief().ref(), attempt.outcome(), 0));
    }

    /**
     * A step of the route failed. What was known of the attempt by then stands; else nobody knows what it did, unless its
     * call had not begun.
     *
     * @param body the attempt, unless a step of the route put something else in its place
     */
    public void lost(Object body, Exception failure) {
        String name = FailureName.of(failure);
        if (body instanceof Attempt attempt) {
            LOG.warn(
                    "attempt failed inside the hub dispatch={} reason={}",
                    attempt.delivery().id(),
                    name);
            attempt.endWithout("the call failed inside the hub: " + name);
            accept(attempt);
        } else {
            LOG.error(
                    "a step of a delivery's route replaced its body; the dispatch is recovered at lease expiry reason={}",
                    name);
        }
    }

    /** Nothing of the batch was sent, because the hub could not compose it. */
    public void unsent(Batch batch, Exception failure) {
        if (OutageLog.isOutage(failure)) {
            OutageLog.warn("claimed dispatches were not sent", failure);
        } else {
            LOG.warn("{} dispatches were not sent: {}", batch.rows().size(), FailureName.of(failure));
        }
        Outcome outcome =
                Outcome.of(Outcome.Kind.NOT_SENT, 0, "the hub could not read the case: " + FailureName.of(failure));
        batch.rows().forEach(row -> withoutCall(row, outcome));
    }

    void unreadable(Claimed row, String reason) {
        withoutCall(row, Outcome.of(Outcome.Kind.REJECTED, 0, reason));
    }

    /** The ticket or message that it belongs to stands no more. */
    void superseded(Claimed row) {
        withoutCall(row, Outcome.of(Outcome.Kind.NOT_SENT, 0, "superseded: the case moved on"));
    }

    /** A page that may have arrived long ago is looked up before it is sent again. */
    void doubtful(Claimed row) {
        withoutCall(
                row, Outcome.of(Outcome.Kind.UNKNOWN, 0, "may have arrived; too long ago to be sent again blindly"));
    }

    private void withoutCall(Claimed row, Outcome outcome) {
        gates.of(row.destination()).notCalled();
        put(new Settlement(row.id(), row.token(), row.caseRef(), outcome, 0));
    }

    private void put(Settlement settlement) {
        boolean put = false;
        try {
            put = queue.offer(settlement, LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!put) {
            leaveToLease(settlement);
        }
    }

    /** Puts aside for a second what is about cases that are held elsewhere. Called by one thread only. */
    public void putAside(SettlementGroup group, Collection<String> elsewhere) {
        group.leaveOut(elsewhere).forEach(this::putAside);
    }

    private void putAside(Settlement settlement) {
        heldUntil = held.isEmpty() ? System.nanoTime() + HELD_NANOS : heldUntil;
        held.addAll(triedOnceMore(List.of(settlement), MOST_TRIES));
    }

    /** The next outcomes to write down together; waits up to a second for the first of them. */
    public SettlementGroup next() {
        return new SettlementGroup(take());
    }

    List<Settlement> take() {
        if (!pause.isZero()) {
            workSignal.await("settlements-pause", pause);
        }
        List<Settlement> first = again.pollFirst();
        if (first != null) {
            return first;
        }
        List<Settlement> group = new ArrayList<>();
        if (!held.isEmpty() && System.nanoTime() - heldUntil > 0) {
            group.addAll(held);
            held.clear();
            return group;
        }
        try {
            Settlement one = queue.poll(1, TimeUnit.SECONDS);
            if (one != null) {
                group.add(one);
                queue.drainTo(group, GROUP - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return group;
    }

    /** The group is written down. */
    public void written() {
        pause = Duration.ZERO;
    }

    /**
     * The group could not be written down. While the database is away it is kept together and tried again, ever more
     * slowly; while somebody else holds one of its cases, the others are written down at once; else one of its outcomes is to
     * blame, and each is tried alone.
     */
    public void failed(SettlementGroup group, Exception failure) {
        failed(group.outcomes(), failure);
    }

    void failed(List<Settlement> group, Exception failure) {
        if (Causes.first(PessimisticLockingFailureException.class, failure).isPresent()) {
            OutageLog.warn("outcomes wait for a case that is held", failure);
            keepTogether(group);
        } else if (OutageLog.isOutage(failure)) {
            OutageLog.warn(group.size() + " outcomes could not be written down", failure);
            pause = longer(pause);
            keepTogether(group);
        } else if (group.size() > 1) {
            LOG.warn("{} outcomes could not be written down: {}", group.size(), FailureName.of(failure));
            group.forEach(each -> again.addLast(List.of(each)));
        } else {
            LOG.warn("an outcome could not be written down: {}", FailureName.of(failure));
            triedOnceMore(group, MOST_TRIES_ALONE).forEach(each -> again.addLast(List.of(each)));
        }
    }

    private void keepTogether(List<Settlement> group) {
        List<Settlement> kept = triedOnceMore(group, MOST_TRIES);
        if (!kept.isEmpty()) {
            again.addFirst(kept);
        }
    }

    private List<Settlement> triedOnceMore(List<Settlement> group, int most) {
        List<Settlement> kept = new ArrayList<>(group.size());
        for (Settlement each : group) {
            if (each.tries() + 1 < most) {
                kept.add(each.failedOnce());
            } else {
                leaveToLease(each);
            }
        }
        return kept;
    }

    private void leaveToLease(Settlement settlement) {
        LOG.error("outcome not recorded, recovered at lease expiry dispatch={}", settlement.id());
        inFlight.finish(List.of(settlement));
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
