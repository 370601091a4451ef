package io.patchbay.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.event.VisibleQueues;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.platform.Causes;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.GroupCommit;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.OutageLog;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The inbox, which is Camel's idempotent repository (Idempotent Receiver): adding a key inserts the raw event under it,
 * in one statement. There is no key without its event, so that a kill at any instant leaves either both or neither, and
 * no second table that could fall out of step. Camel's own JDBC repository leaves an orphaned key behind a kill.
 */
@Component("inbox")
public class Inbox extends ServiceSupport implements IdempotentRepository {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);
    private static final int BATCH = 100;
    private static final int MOST_RECEIVES = 5;
    private static final int MOST_CLAIMS = 10;
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);
    private static final int MOST_TOGETHER = 64;
    private static final int MOST_WAITING = 200;
    /** A write usually takes a few milliseconds; a slow one keeps nobody from writing beside it. */
    private static final Duration PATIENCE = Duration.ofMillis(50);
    /** A sender gets its 503 within a second. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(950);

    private final EventRepository events;
    private final ArrivalStore arrivals;
    private final GroupCommit<Arrival> writes;
    private final ParsedEvents parsed;
    private final NodeIdentity node;
    private final WorkSignal workSignal;
    private final DoorTraffic door;
    private final MeterRegistry meters;
    private final Duration lease;
    private volatile long reclaimed = System.nanoTime();

    /** @param lease how long claimed events belong to their claim: far longer than a hundred of them take */
    Inbox(
            EventRepository events,
            ArrivalStore arrivals,
            ParsedEvents parsed,
            NodeIdentity node,
            WorkSignal workSignal,
            DoorTraffic door,
            MeterRegistry meters,
            @Value("${patchbay.triage.lease:60s}") Duration lease) {
        this.events = events;
        this.arrivals = arrivals;
        this.writes = new GroupCommit<>(arrivals::insert, MOST_TOGETHER, MOST_WAITING, PATIENCE, LONGEST_WAIT);
        this.parsed = parsed;
        this.node = node;
        this.workSignal = workSignal;
        this.door = door;
        this.meters = meters;
        this.lease = lease;
    }

    /**
     * Keeps the delivery in the exchange's body under its key; false when an earlier one has the key. Deliveries that come at
     * the same time are kept in one commit.
     */
    @Override
    public boolean add(Exchange exchange, String key) {
        WebhookDelivery delivery = exchange.getMessage().getBody(WebhookDelivery.class);
        Arrival arrival = delivery.arrival();
        if (!insert(arrival)) {
            return false;
        }
        delivery.keep(new Kept(arrival.id(), false));
        if (arrival.unreadable() != null) {
            logQuarantined(arrival.id(), arrival.source(), arrival.unreadable());
        }
        workSignal.send("triage");
        return true;
    }

    private boolean insert(Arrival arrival) {
        boolean remembered = arrival.parsed() != null && arrival.state().equals("received");
        if (remembered) {
            parsed.put(arrival.id(), arrival.parsed());
        }
        boolean inserted = false;
        try {
            // A large body would make all others of its commit wait.
            inserted = arrival.body().length > ParsedEvents.LARGEST_BODY
                    ? arrivals.insert(List.of(arrival)).get(0)
                    : writes.write(arrival);
            return inserted;
        } finally {
            if (remembered && !inserted) {
                parsed.take(List.of(arrival.id()));
            }
        }
    }

    /**
     * Finds the event that stands for the delivery: its own, or the one that it repeats.
     *
     * @throws DeliveryConflict when the key was used for another body, and that means something in this source
     */
    public WebhookDelivery identify(WebhookDelivery delivery) {
        if (delivery.kept() == null) {
            delivery.keep(repeated(delivery.arrival()));
        }
        return delivery;
    }

    private Kept repeated(Arrival arrival) {
        ArrivalStore.Original original =
                arrivals.original(arrival.source(), arrival.deliveryKey()).orElseThrow();
        if (!arrival.otherBodyIsDuplicate() && !original.bodyHash().equals(arrival.bodyHash())) {
            log.warn(
                    "{}: a delivery id came again with another body; kept is {}", arrival.source(), original.eventId());
            meters.counter("patchbay.intake.refused", "source", arrival.source(), "reason", "conflict")
                    .increment();
            throw new DeliveryConflict(original.eventId());
        }
        return new Kept(original.eventId(), true);
    }

    /** Up to a hundred events to be triaged, oldest first; waits a second at the most when there is none, or no database. */
    public List<KeptEvent> claim() {
        try {
            return claimed();
        } catch (DataAccessException | CannotCreateTransactionException e) {
            OutageLog.warn("nothing can be claimed for triage", e);
            workSignal.await("triage-database", SLOW_POLL);
            return List.of();
        }
    }

    private List<KeptEvent> claimed() {
        List<String> due = events.due(door.givesWay() ? DoorTraffic.SMALL_STEP : BATCH);
        // Also under a lasting backlog: what a dead node had taken is older than that.
        if (due.isEmpty() || System.nanoTime() - reclaimed > SLOW_POLL.toNanos()) {
            events.reclaim(BATCH, MOST_CLAIMS);
            reclaimed = System.nanoTime();
        }
        if (due.isEmpty()) {
            workSignal.await("triage", SLOW_POLL);
            due = events.due(BATCH);
        }
        return due.isEmpty() ? List.of() : events.claim(due, parsed.take(due), node.token(), lease);
    }

    /**
     * Ends the triage of events, in the transaction that holds all that came of them.
     *
     * @throws StaleClaim when another worker has one of the events by now: everything is to be rolled back
     */
    public void end(List<EndedEvent> ended) {
        if (!events.end(ended)) {
            throw new StaleClaim(ended.get(0).event().id());
        }
        ended.stream()
                .filter(each -> each.state().equals("quarantined"))
                .forEach(each -> logQuarantined(each.event().id(), each.event().source(), each.reason()));
    }

    private static void logQuarantined(String eventId, String source, String reason) {
        log.warn("event quarantined event={} source={} reason={}", eventId, source, reason);
    }

    /** Puts back what a dead node had claimed, as at the end of its lease; how many events. */
    public int releaseClaims(String deadNode) {
        int released = events.reclaim(deadNode, BATCH, MOST_CLAIMS);
        if (released > 0) {
            workSignal.send("triage");
        }
        return released;
    }

    /**
     * Ends the triage of an event, in the transaction that holds all that came of it.
     *
     * @param caseRef the case it led to, or the empty string
     * @throws StaleClaim when another worker has the event by now: everything is to be rolled back
     */
    public void done(KeptEvent event, String caseRef) {
        if (!events.finish(event, "done", caseRef.isEmpty() ? null : caseRef, null)) {
            throw new StaleClaim(event.id());
        }
    }

    /** Sets an event aside that its source's mapping cannot read; it can be re-admitted when the mapping is corrected. */
    public void quarantine(KeptEvent event, Exception failure) {
        String reason =
                causeOf(failure) instanceof MalformedEvent malformed ? malformed.getMessage() : FailureName.of(failure);
        events.finish(event, "quarantined", null, reason);
        logQuarantined(event.id(), event.source(), reason);
    }

    /**
     * Puts an event whose triage failed back in line, or sets it aside when it failed too often. While there is no database
     * the event stays claimed and comes back by the end of its lease.
     */
    public void failed(KeptEvent event, Exception failure) {
        Exception cause = causeOf(failure);
        if (Causes.first(StaleClaim.class, cause).isPresent()) {
            return;
        }
        try {
            putBack(event, cause);
        } catch (DataAccessException | CannotCreateTransactionException e) {
            OutageLog.warn("event recovered at lease expiry", e);
        }
    }

    /** What counts of a failure: a route wraps what a door throws. */
    private static Exception causeOf(Exception failure) {
        return Causes.of(failure)
                .filter(cause -> cause instanceof StaleClaim
                        || cause instanceof MalformedEvent
                        || cause instanceof DataAccessException
                        || cause instanceof CannotCreateTransactionException)
                .map(Exception.class::cast)
                .findFirst()
                .orElse(failure);
    }

    private void putBack(KeptEvent event, Exception cause) {
        String reason = FailureName.of(cause);
        if (Causes.first(DuplicateKeyException.class, cause).isPresent()
                || Causes.first(ConcurrencyFailureException.class, cause).isPresent()) {
            events.giveBack(event, Duration.ofMillis(20), reason, false);
            workSignal.send("triage");
        } else if (OutageLog.isOutage(cause)) {
            OutageLog.warn("an event is requeued", cause);
            events.giveBack(event, Duration.ofSeconds(1), reason, false);
        } else if (event.receives() < MOST_RECEIVES) {
            log.warn(
                    "event requeued event={} source={} attempt={} reason={}",
                    event.id(),
                    event.source(),
                    event.receives(),
                    reason);
            events.giveBack(event, Duration.ofSeconds(1L << event.receives()), reason, true);
        } else {
            events.finish(event, "dead", null, reason);
            log.error(
                    "event dead event={} source={} attempt={} reason={}",
                    event.id(),
                    event.source(),
                    event.receives(),
                    reason);
        }
    }

    /** Puts an event that was set aside back to work; false when it is not set aside. */
    public boolean readmit(String eventId) {
        boolean readmitted = events.readmit(eventId);
        workSignal.send("triage");
        return readmitted;
    }

    Optional<EventView> event(String id) {
        return events.view(id, VisibleQueues.ALL);
    }

    List<EventView> events(String state) {
        return events.inState(state, BATCH, VisibleQueues.ALL);
    }

    /** What became of the event; empty when there is none, or when its call's case is in a queue that is not visible. */
    public Optional<EventView> event(String id, VisibleQueues visible) {
        return events.view(id, visible);
    }

    /** At most a hundred events in the state, oldest first, without those of cases that are not visible. */
    public List<EventView> events(String state, VisibleQueues visible) {
        return events.inState(state, BATCH, visible);
    }

    @Override
    public boolean add(String key) {
        throw new UnsupportedOperationException("an event is kept with its key, never a key alone");
    }

    @Override
    public boolean contains(String key) {
        throw new UnsupportedOperationException("a key is unique within its source only");
    }

    /** Keeps the event: nothing accepted is forgotten because a later step failed. */
    @Override
    public boolean remove(String key) {
        return false;
    }

    /** The event was committed when it was added. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    /** Keeps everything: the inbox is the record of what was received. */
    @Override
    public void clear() {}
}
