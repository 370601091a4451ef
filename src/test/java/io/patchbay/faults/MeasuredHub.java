package io.patchbay.faults;

import io.patchbay.cases.CaseFilter;
import io.patchbay.cases.CasePage;
import io.patchbay.cases.CaseQueries;
import io.patchbay.cases.Cases;
import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Batch;
import io.patchbay.dispatch.DispatchQueue;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.SettlementGroup;
import io.patchbay.dispatch.Settlements;
import io.patchbay.event.VisibleQueues;
import io.patchbay.intake.Inbox;
import io.patchbay.intake.IntakeSteps;
import io.patchbay.intake.KeptEvents;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import io.patchbay.triage.TriageBatch;
import io.patchbay.triage.TriageSteps;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A hub in this process that does one thing at a time, when it is told to: the real code and the real routes, without the
 * schedules that usually start them.
 */
final class MeasuredHub implements AutoCloseable {
    /** What most of the staff may see. */
    private static final VisibleQueues SEEN =
            VisibleQueues.of(Set.of("identity", "billing", "commercial", "support", "review"));

    private static final int PAGE = 50;

    private final RunningHub hub;
    private final JdbcTemplate database;
    private final ProducerTemplate routes;
    private final CallMix mix;
    private final CallSender sender;
    private int sent;

    MeasuredHub(String url, ProviderSimulator providers, String configuration) {
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("spring.datasource.url", url);
        settings.put("spring.datasource.username", "postgres");
        settings.put("server.port", "0");
        settings.put("PATCHBAY_CONFIG_DIR", configuration);
        hub = RunningHub.start(settings);
        database = hub.bean(JdbcTemplate.class);
        routes = hub.bean(ProducerTemplate.class);
        mix = new CallMix(Long.toString(System.currentTimeMillis(), 36), 1, false);
        sender = new CallSender(List.of(URI.create(hub.url())), ProviderSimulator.SECRET, TimeLimit.ofMinutes(1));
    }

    /** Calls that the hub works on by itself, to the end. */
    void work(int calls) {
        send(calls);
        Settling settling = Settling.await(database.getDataSource(), TimeLimit.ofMinutes(2));
        if (!settling.complete()) {
            throw new IllegalStateException("calls are not settled: " + settling);
        }
    }

    /** From now on nothing starts by itself. */
    void standStill() throws Exception {
        CamelContext camel = hub.bean(CamelContext.class);
        for (Route route : camel.getRoutes()) {
            if (route.getEndpoint().getEndpointUri().startsWith("scheduler:")) {
                camel.getRouteController().stopRoute(route.getRouteId());
            }
        }
    }

    /** Posts that many new calls and returns when they are accepted. */
    void send(int calls) {
        CallLoad.asFastAsPossible(mix, sent, calls, 16).run(sender, TimeLimit.ofMinutes(1));
        sent += calls;
        if (sender.acknowledged().size() != sent) {
            throw new IllegalStateException("calls were not accepted: " + sender.answers());
        }
    }

    /** Claims what was accepted and makes cases of it; how many calls that was. */
    int triage() {
        int calls = 0;
        List<KeptEvents> sorted =
                hub.bean(IntakeSteps.class).sort(hub.bean(Inbox.class).claim());
        for (KeptEvents kept : sorted) {
            for (TriageBatch batch : hub.bean(TriageSteps.class).begin(kept)) {
                routes.sendBody("direct:triage-batch", batch);
                calls += batch.calls().size();
            }
        }
        return calls;
    }

    /** Whether something is to be claimed for the destination, or was claimed as it was planned. */
    boolean isDue(String destination) {
        return !database.queryForList(
                        "select id from dispatch where destination = ? and (state = 'sending' or state = 'ready'"
                                + " and due_at <= current_timestamp) limit 1",
                        String.class,
                        destination)
                .isEmpty();
    }

    Batch claim(String destination) {
        return hub.bean(DispatchQueue.class).claim(destination);
    }

    /** Makes of the claims what a destination would that does everything at once; how many outcomes there are to write down. */
    int succeed(Batch batch) {
        hub.bean(Cases.class).addBriefs(batch);
        hub.bean(DispatchQueue.class).prepare(batch);
        for (Attempt attempt : batch.attempts()) {
            String id = attempt.delivery().id();
            attempt.end(Outcome.succeeded(id, "SUP-" + id.hashCode(), "C1", "https://example.com/" + id, 200));
            hub.bean(Settlements.class).accept(attempt);
        }
        return batch.attempts().size();
    }

    /** Writes the outcomes down, with what follows from them. */
    void settle() {
        SettlementGroup group = hub.bean(Settlements.class).next();
        routes.send("direct:settle", exchange -> exchange.getMessage().setBody(group));
    }

    /** A page of the newest cases that pass the filter, from the middle of the list when there is a cursor. */
    CasePage list(CaseFilter filter, String cursor) {
        return hub.bean(CaseQueries.class).list(filter, SEEN, cursor, PAGE);
    }

    /** A case with all of it. */
    void open(String ref) {
        CaseQueries queries = hub.bean(CaseQueries.class);
        queries.find(ref, SEEN);
        queries.decision(ref, SEEN);
        queries.history(ref, SEEN);
    }

    JdbcTemplate database() {
        return database;
    }

    /** The destinations that something is planned for. */
    Set<String> destinations() {
        return new TreeSet<>(database.queryForList(
                "select distinct destination from dispatch where state in ('ready', 'sending', 'waiting')",
                String.class));
    }

    @Override
    public void close() {
        hub.close();
    }
}
