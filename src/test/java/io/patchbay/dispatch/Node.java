package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Settled;
import io.patchbay.platform.Ids;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.WorkSignal;
import io.patchbay.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** One node's queue on a database, without routes: a test claims, hands in outcomes and settles by itself. */
final class Node {
    static final Outcome OK = Outcome.succeeded("10042", "SUP-42", "C1", "https://example.test/42", 201);
    static final Outcome NOT_SENT = Outcome.of(Outcome.Kind.NOT_SENT, 0, "connect refused");
    static final Outcome REJECTED = Outcome.of(Outcome.Kind.REJECTED, 400, "bad field");
    static final Outcome UNKNOWN = Outcome.of(Outcome.Kind.UNKNOWN, 0, "read time-out");
    static final Outcome ABSENT = Outcome.of(Outcome.Kind.ABSENT, 200, "no hit");

    final Database database;
    final String id;
    final NodeIdentity identity;
    final WorkSignal workSignal = new WorkSignal();
    final InFlight inFlight;
    final DestinationPartitions partitions;
    final Settlements settlements;
    final DispatchQueue queue;
    final Planner planner;
    final DispatchActions desk;
    final Gates gates;
    final Relocations relocations;

    /** Every queue has a project, a channel and a service of its name. */
    private final DispatchPlaces places = (destination, operation, brief) -> destination + ":" + brief.queue();

    Node(Database database) {
        this(database, Clock.systemUTC());
    }

    /** @param clock the node's own, which is neither the database's nor another node's */
    Node(Database database, Clock clock) {
        this.database = database;
        Ids ids = new Ids(clock);
        JdbcTemplate jdbc = database.template();
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database.dataSource());
        Map<String, DestinationLimits> limits = new TreeMap<>(DestinationLimits.DEFAULTS);
        limits.replaceAll((name, each) -> limits(100, 0, each.retries(), 2_000));
        gates = new Gates(limits, clock);
        id = ids.next("node");
        identity = NodeIdentity.of(id);
        inFlight = new InFlight(identity, gates, workSignal, clock);
        partitions = new DestinationPartitions(gates, clock);
        settlements = new Settlements(inFlight, gates, partitions, workSignal);
        OutcomeStore outcomes = new OutcomeStore(jdbc);
        EarlyClaims earlyClaims = new EarlyClaims(inFlight, gates, identity, workSignal, outcomes);
        ReconcilePolicy policy = new ReconcilePolicy(Duration.ofMinutes(10), Duration.ofMinutes(5));
        RelocationStore relocationStore = new RelocationStore(jdbc);
        ObjectProvider<DispatchPlaces> known =
                new StaticListableBeanFactory(Map.of("places", places)).getBeanProvider(DispatchPlaces.class);
        queue = new DispatchQueue(
                new ClaimStore(jdbc, transactions, identity, ids),
                earlyClaims,
                new NodeClaimStore(jdbc),
                outcomes,
                new PlaceRecord(relocationStore, known, transactions),
                new AfterOutcome(policy, ids.random()),
                gates,
                inFlight,
                settlements,
                workSignal,
                transactions);
        PlanStore plans = new PlanStore(jdbc);
        DispatchActionStore deskStore = new DispatchActionStore(jdbc);
        planner = new Planner(plans, known, ids, earlyClaims, workSignal, transactions);
        desk = new DispatchActions(deskStore, outcomes, workSignal, gates, transactions);
        relocations = new Relocations(relocationStore, plans, deskStore, outcomes, planner, ids);
    }

    void plan(String ref, QueuePlan.Step... steps) {
        planner.plan(List.of(new NewCase(Briefs.unconfirmed(ref), Briefs.plan(steps), "")));
    }

    /** Plans the dispatches of a case whose severity is confirmed and pages. */
    void planPaging(String ref, QueuePlan.Step... steps) {
        planner.plan(List.of(new NewCase(Briefs.paging(ref), Briefs.plan(steps), "")));
    }

    /** What can be claimed right now. */
    List<Delivery> claim(String destination) {
        workSignal.send(DispatchQueue.work(destination));
        return deliveries(queue.claim(destination));
    }

    /** What one claim takes when only so many places are free. */
    List<Delivery> claimAtMost(String destination, int places) {
        gates.of(destination).admit(100 - places);
        return claim(destination);
    }

    Delivery claimOne(String destination) {
        List<Delivery> claimed = claim(destination);
        if (claimed.size() != 1) {
            throw new AssertionError("expected one dispatch for " + destination + " but claimed " + claimed.size());
        }
        return claimed.get(0);
    }

    List<Delivery> claimLookUps(String destination) {
        workSignal.send("look-up:" + destination);
        return deliveries(queue.claimLookUps(destination));
    }

    private List<Delivery> deliveries(Batch batch) {
        Map<String, CaseBrief> briefs =
                batch.caseReferences().stream().collect(Collectors.toMap(Function.identity(), Briefs::unconfirmed));
        return prepared(batch, briefs);
    }

    /** What of the batch is to be sent, with those cases. */
    List<Delivery> prepared(Batch batch, Map<String, CaseBrief> briefs) {
        batch.add(briefs);
        queue.prepare(batch);
        return batch.attempts().stream().map(Attempt::delivery).toList();
    }

    void accept(Delivery delivery, Outcome outcome) {
        Attempt attempt = attempt(delivery);
        attempt.end(outcome);
        settlements.accept(attempt);
    }

    Attempt attempt(Delivery delivery) {
        return new Attempt(
                delivery,
                inFlight.find(delivery.id(), delivery.token())
                        .map(Claimed::lookUp)
                        .orElse(false));
    }

    /** What the last check before a call says; null when it may be made. */
    Outcome refusal(Delivery delivery) {
        Attempt attempt = attempt(delivery);
        new Admission(inFlight, partitions).check(attempt);
        return attempt.outcome();
    }

    /** Settles and follows on, as the route does. */
    List<Settled> settle(Delivery delivery, Outcome outcome) {
        accept(delivery, outcome);
        return settle(settlements.take());
    }

    List<Settled> settle(List<Settlement> group) {
        return database.transactions().execute(status -> {
            List<Settled> settled = queue.settle(group);
            planner.followOn(settled);
            return settled;
        });
    }

    /** Takes back what is expired, as the route does. */
    List<Settled> sweep() {
        return queue.sweep(queue.expired());
    }

    List<Settled> succeed(String destination) {
        return settle(claimOne(destination), OK);
    }

    /** The value of a column of the only dispatch of that operation. */
    String column(String column, String operation) {
        return database.client()
                .sql("select " + column + " from dispatch where operation = ?")
                .param(operation)
                .query(String.class)
                .single();
    }

    String state(String operation) {
        return column("state", operation);
    }

    long count(String condition) {
        return database.client()
                .sql("select count(*) from dispatch where " + condition)
                .query(Long.class)
                .single();
    }

    void change(String assignment, String id) {
        database.client()
                .sql("update dispatch set " + assignment + " where id = ?")
                .param(id)
                .update();
    }

    /** Limits with a breaker that opens when half of that many calls failed, for half a minute. */
    static DestinationLimits limits(int concurrency, int perSecond, RetrySchedule retries, int breakerCalls) {
        DestinationLimits usual = DestinationLimits.USUAL;
        return new DestinationLimits(
                concurrency,
                perSecond,
                usual.connectTimeout(),
                usual.responseTimeout(),
                usual.callDeadline(),
                retries,
                new DestinationLimits.Breaker(50, breakerCalls, Duration.ofSeconds(30)));
    }
}
