package io.patchbay.dispatch;

import io.patchbay.dispatch.OutcomeStore.Change;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Settled;
import io.patchbay.platform.OutageLog;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The durable queue (Guaranteed Delivery): claims what is due, and writes down what became of it. A claim is the attempt's
 * beginning, committed before anything is sent; whatever is written later is guarded by the claim's token.
 */
@Component
public final class DispatchQueue {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchQueue.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_LOOK_UPS = 4;
    private static final Outcome LEASE_EXPIRED = Outcome.of(Outcome.Kind.UNKNOWN, 0, "lease expired");

    private final ClaimStore claims;
    private final EarlyClaims earlyClaims;
    private final NodeClaimStore nodeClaims;
    private final OutcomeStore outcomes;
    private final PlaceRecord places;
    private final AfterOutcome after;
    private final PageWindow pageWindow;
    private final Gates gates;
    private final InFlight inFlight;
    private final Settlements settlements;
    private final WorkSignal workSignal;
    private final TransactionTemplate transactions;

    DispatchQueue(
            ClaimStore claims,
            EarlyClaims earlyClaims,
            NodeClaimStore nodeClaims,
            OutcomeStore outcomes,
            PlaceRecord places,
            AfterOutcome after,
            Gates gates,
            InFlight inFlight,
            Settlements settlements,
            WorkSignal workSignal,
            PlatformTransactionManager transactions) {
        this.claims = claims;
        this.earlyClaims = earlyClaims;
        this.nodeClaims = nodeClaims;
        this.outcomes = outcomes;
        this.places = places;
        this.after = after;
        this.pageWindow = new PageWindow(outcomes, after);
        this.gates = gates;
        this.inFlight = inFlight;
        this.settlements = settlements;
        this.workSignal = workSignal;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** The work of a {@link WorkSignal} when there may be something to claim for that destination. */
    static String work(String destination) {
        return "dispatch:" + destination;
    }

    private static String lookUp(String destination) {
        return "look-up:" + destination;
    }

    /**
     * Claims what is due for that destination, at the most as much as its gate lets in now. Waits up to a second when
     * there is nothing, then answers with an empty batch, as it also does while the database is away.
     */
    public Batch claim(String destination) {
        DestinationGate gate = gates.of(destination);
        long lease = gate.limits().lease().toSeconds();
        return claim(
                destination,
                work(destination),
                MOST_AT_ONCE,
                () -> new Batch(earlyClaims.take(destination, MOST_AT_ONCE)),
                most -> claims.ready(destination, most, lease));
    }

    /** Claims unknown outcomes whose look-up at that destination is due, waiting like {@link #claim}. */
    public Batch claimLookUps(String destination) {
        DestinationGate gate = gates.of(destination);
        long lease = gate.limits().lease().toSeconds();
        return claim(
                destination,
                lookUp(destination),
                MOST_LOOK_UPS,
                Batch::none,
                most -> claims.lookUps(destination, most, lease));
    }

    private Batch claim(
            String destination, String ring, int atOnce, Supplier<Batch> claimed, IntFunction<List<Claimed>> claim) {
        DestinationGate gate = gates.of(destination);
        Batch early = claimed.get();
        if (!early.isEmpty()) {
            return early;
        }
        Duration closed = inFlight.open() ? gate.closedFor() : POLL;
        if (!closed.isZero()) {
            workSignal.await("closed:" + ring, closed);
            return Batch.none();
        }
        try {
            Batch batch = take(gate, atOnce, claim);
            if (batch.isEmpty()) {
                workSignal.await(ring, POLL);
                early = claimed.get();
                batch = early.isEmpty() ? take(gate, atOnce, claim) : early;
            }
            return batch;
        } catch (DataAccessException | TransactionException e) {
            OutageLog.warn("nothing can be claimed for " + destination, e);
            workSignal.await("database:" + ring, POLL);
            return Batch.none();
        }
    }

    private Batch take(DestinationGate gate, int atOnce, IntFunction<List<Claimed>> claim) {
        int places = inFlight.open() ? gate.admit(atOnce) : 0;
        if (places == 0) {
            return Batch.none();
        }
        List<Claimed> rows = List.of();
        Instant asked = inFlight.now();
        try {
            rows = claim.apply(places);
            inFlight.add(rows, asked);
        } finally {
            gate.giveBack(places - rows.size());
        }
        return new Batch(rows);
    }

    /**
     * Makes an attempt of each claimed dispatch, with its case. One that cannot be read, or whose case cannot, is settled as
     * refused, so that it holds up nobody; a page that may not be sent again blindly, as unknown, so that it is looked up;
     * one whose ticket or message was superseded since it was claimed is not sent.
     *
     * @param batch with its cases, read after it was claimed
     */
    public void prepare(Batch batch) {
        List<Attempt> attempts = new ArrayList<>(batch.rows().size());
        Map<String, CaseBrief> briefs = batch.briefs();
        Set<String> doubtful = pageWindow.missed(batch.rows());
        Map<String, String> placed = places.begin(batch.rows(), briefs);
        Map<String, Target> targets = places.targets(batch.rows());
        for (Claimed row : batch.rows()) {
            CaseBrief brief = briefs.get(row.caseRef());
            if (row.payload() == null) {
                settlements.unreadable(row, "what it says cannot be read");
            } else if (brief == null) {
                settlements.unreadable(row, "the case does not exist or cannot be read");
            } else if (doubtful.contains(row.id())) {
                settlements.doubtful(row);
            } else if (!placed.containsKey(row.id())) {
                settlements.superseded(row);
            } else {
                Target target = row.actsOn() == null ? null : targets.get(row.actsOn());
                attempts.add(new Attempt(row.delivery(brief, placed.get(row.id()), target), row.lookUp()));
            }
        }
        batch.attempt(attempts);
    }

    /**
     * Writes outcomes down in the transaction of the caller, releases what waited for them, and returns what the case has
     * to be told. Outcomes whose claim no longer holds are left out: somebody else has gone on with that dispatch. After
     * the commit their places at the gate are free again.
     */
    public List<Settled> settle(SettlementGroup group) {
        return settle(group.outcomes());
    }

    List<Settled> settle(List<Settlement> group) {
        return transactions.execute(status -> {
            Instant now = outcomes.now();
            List<Change> changes = new ArrayList<>(group.size());
            for (Settlement each : group) {
                inFlight.find(each.id(), each.token())
                        .ifPresent(row -> changes.add(new Change(row, each.outcome(), next(row, each.outcome(), now))));
            }
            List<Settled> settled = write(changes, now);
            afterCommit(() -> inFlight.finish(group));
            return settled;
        });
    }

    /** What of the batch can be worked on while those cases are held elsewhere; the rest is due again soon. */
    public Batch free(Batch batch, Collection<String> elsewhere) {
        return batch.without(elsewhere);
    }

    /**
     * Claims whose lease has ended, of whichever node; their cases are to be locked before {@link #sweep}. None while the
     * database is unavailable.
     */
    public Batch expired() {
        inFlight.forgetLost();
        try {
            return new Batch(claims.expired());
        } catch (DataAccessException | TransactionException e) {
            OutageLog.warn("expired leases not recovered", e);
            return Batch.none();
        }
    }

    /**
     * Ends the leases of a dead node's claims: what it was sending is {@link #expired} from then on, and what it was looking
     * up is due. How many there were.
     */
    public int endLeases(String deadNode) {
        int lookUps = nodeClaims.endLookUps(deadNode, gates.destinations(), gates.longestLease());
        if (lookUps > 0) {
            gates.destinations().forEach(destination -> workSignal.send(lookUp(destination)));
        }
        return lookUps + nodeClaims.endLeases(deadNode);
    }

    /**
     * Takes back claims whose lease has ended: their node is gone or too slow, and what they sent may have arrived.
     * Returns what the cases have to be told. A claim that was settled in the meantime is left alone.
     */
    public List<Settled> sweep(Batch expired) {
        return transactions.execute(status -> {
            Instant now = outcomes.now();
            return write(
                    expired.rows().stream()
                            .map(row -> new Change(row, LEASE_EXPIRED, next(row, LEASE_EXPIRED, now)))
                            .toList(),
                    now);
        });
    }

    /**
     * After the recovery of expired claims has failed: each case alone, so that one which cannot be handled delays only itself.
     * A single one waits for the next poll, and so do all while the database is unavailable.
     */
    public List<Batch> alone(Batch expired, Exception failure) {
        OutageLog.warn("expired leases not recovered", failure);
        boolean single = expired.caseReferences().size() < 2;
        return single || OutageLog.isOutage(failure) ? List.of() : expired.byCase();
    }

    private List<Settled> write(List<Change> outcomesOf, Instant now) {
        if (outcomesOf.isEmpty()) {
            return List.of();
        }
        Set<String> superseded =
                places.superseded(outcomesOf.stream().map(Change::row).toList());
        List<Change> changes = outcomesOf.stream()
                .map(change -> superseded.contains(change.row().id()) ? change.notSentAgain() : change)
                .toList();
        List<Change> applied = outcomes.apply(changes, now);
        if (applied.size() < changes.size()) {
            LOG.warn("{} outcomes came after their claim had ended", changes.size() - applied.size());
        }
        outcomes.recordAttempts(
                applied.stream().filter(change -> !change.row().lookUp()).toList());
        outcomes.noteDoubles(applied, now);
        List<String> ended = applied.stream()
                .filter(Change::ended)
                .map(change -> change.row().id())
                .toList();
        release(ended, now);
        return applied.stream()
                .filter(DispatchQueue::worthTelling)
                .map(change ->
                        settled(change, now, superseded.contains(change.row().id())))
                .toList();
    }

    private void release(List<String> ended, Instant now) {
        ClaimStore.Awaiting waiting = claims.awaiting(ended);
        Map<String, EarlyClaims.Early> early = earlyClaims.claim(waiting.due());
        claims.begin(early.values());
        if (early.size() < waiting.count() && outcomes.release(ended, now) > 0) {
            gates.destinations().forEach(destination -> workSignal.send(work(destination)));
        }
    }

    /** A look-up that decided nothing is not news to the case, unless it was the last. */
    private static boolean worthTelling(Change change) {
        return !change.row().lookUp()
                || change.next().state() != State.UNKNOWN
                || change.next().in().equals(Next.NEVER);
    }

    private Next next(Claimed row, Outcome outcome, Instant now) {
        Progress progress = new Progress(
                row.operation(),
                gates.of(row.destination()).limits().retries(),
                row.attempts(),
                row.failures(),
                row.lookUps(),
                Duration.between(row.firstSentAt(), now),
                Duration.between(row.sentAt(), now));
        return row.lookUp() ? after.lookUp(progress, outcome) : after.attempt(progress, outcome);
    }

    private static Settled settled(Change change, Instant now, boolean superseded) {
        Claimed row = change.row();
        Outcome outcome = change.outcome();
        return new Settled(
                row.caseRef(),
                row.id(),
                row.destination(),
                row.operation(),
                row.attempts(),
                change.next().state().text(),
                outcome.id(),
                outcome.key(),
                outcome.channel(),
                outcome.url(),
                change.next().reason(),
                row.payload() == null ? Map.of() : row.payload(),
                now,
                superseded);
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
