package io.patchbay.triage;

import io.patchbay.cases.Calls;
import io.patchbay.cases.Cases;
import io.patchbay.cases.Gathered;
import io.patchbay.cases.SaidOfCall;
import io.patchbay.directory.Directory;
import io.patchbay.event.CallReport;
import io.patchbay.event.History;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.Signals;
import io.patchbay.incidents.Failures;
import io.patchbay.incidents.IncidentSignals;
import io.patchbay.intake.EndedEvent;
import io.patchbay.intake.Inbox;
import io.patchbay.intake.IntakeSteps;
import io.patchbay.intake.KeptEvent;
import io.patchbay.intake.KeptEvents;
import io.patchbay.intake.SingleEvent;
import io.patchbay.intake.TranslatedEvent;
import io.patchbay.platform.Causes;
import io.patchbay.platform.OutageLog;
import io.patchbay.platform.WorkSignal;
import io.patchbay.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * The steps of the triage routes up to the decision, and the last one. Each takes a batch and returns it; all but the first
 * and {@link #alone} run in the transaction of the route.
 */
@Component("triage")
public class TriageSteps {
    private static final int MOST_TRIES = 30;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Inbox inbox;
    private final IntakeSteps intake;
    private final Calls calls;
    private final Cases cases;
    private final Directory directory;
    private final Failures failures;
    private final IncidentSignals incidentSignals;
    private final Rules rules;
    private final LateFacts lateFacts;
    private final TenantCheck tenants;
    private final WorkSignal workSignal;

    TriageSteps(
            Inbox inbox,
            IntakeSteps intake,
            Calls calls,
            Cases cases,
            Directory directory,
            Failures failures,
            IncidentSignals incidentSignals,
            Rules rules,
            LateFacts lateFacts,
            TenantCheck tenants,
            WorkSignal workSignal) {
        this.inbox = inbox;
        this.intake = intake;
        this.calls = calls;
        this.cases = cases;
        this.directory = directory;
        this.failures = failures;
        this.incidentSignals = incidentSignals;
        this.rules = rules;
        this.lateFacts = lateFacts;
        this.tenants = tenants;
        this.workSignal = workSignal;
    }

    /** The events as batches to be taken one after the other: a batch holds one event of a call, in order. */
    public List<TriageBatch> begin(KeptEvents kept) {
        List<List<KeptEvent>> batches = new ArrayList<>();
        Map<List<String>, Integer> seen = new HashMap<>();
        for (KeptEvent event : kept.events()) {
            String call = event.callId().isEmpty() ? event.id() : event.callId();
            int turn = seen.merge(List.of(event.source(), call), 1, Integer::sum);
            if (batches.size() < turn) {
                batches.add(new ArrayList<>());
            }
            batches.get(turn - 1).add(event);
        }
        return batches.stream().map(TriageBatch::of).toList();
    }

    /** The event as a batch of one. */
    public TriageBatch only(SingleEvent single) {
        return TriageBatch.of(List.of(single.event()));
    }

    /** An event that cannot be read is set aside, with what is wrong with it. */
    public void quarantine(SingleEvent single, Exception failure) {
        inbox.quarantine(single.event(), failure);
    }

    /** An event that could not be handled is requeued, or set aside when that happened too often. */
    public void requeue(SingleEvent single, Exception failure) {
        inbox.failed(single.event(), failure);
    }

    /** The call, to be decided without an event of its own. */
    public TriageBatch one(Gathered call) {
        return TriageBatch.of(new CallInProgress(call));
    }

    /**
     * Message Translator and Aggregator: what the events say becomes call reports, and each is added to its call. An event
     * that cannot be read is set aside, without keeping the others.
     */
    public TriageBatch gather(TriageBatch batch) {
        List<KeptEvent> readable = new ArrayList<>();
        List<SaidOfCall> said = new ArrayList<>();
        Set<List<String>> once = new HashSet<>();
        for (KeptEvent event : batch.events()) {
            TranslatedEvent translated = intake.translated(event);
            if (translated.isMalformed()) {
                batch.end(new EndedEvent(event, "quarantined", "", translated.problem()));
                continue;
            }
            CallReport report = translated.report();
            if (!once.add(List.of(report.source(), report.callId()))) {
                throw new IllegalStateException("two events of one call in a batch");
            }
            said.add(new SaidOfCall(event.id(), report, translated.grace()));
            readable.add(event);
        }
        List<Gathered> gathered =
                calls.gather(said).stream().map(lateFacts::reconsider).toList();
        cases.note(gathered.stream().filter(Gathered::isNote).toList());
        for (int i = 0; i < gathered.size(); i++) {
            batch.add(new CallInProgress(readable.get(i), gathered.get(i)));
        }
        return batch;
    }

    /** Content Enricher: who called, as the directory has it, and what the company's own systems say. */
    public TriageBatch match(TriageBatch batch) {
        List<CallInProgress> undecided = batch.waiting();
        undecided.forEach(call -> {
            call.match(directory.match(call.report()));
            tenants.check(call.report(), call.match());
        });
        List<MatchedCall> matched =
                undecided.stream().map(CallInProgress::matched).toList();
        List<Signals> signals = incidentSignals.complete(matched, failures.observe(matched));
        for (int i = 0; i < undecided.size(); i++) {
            undecided.get(i).signals(signals.get(i));
        }
        return batch;
    }

    /** The rules in force decide: which queue, which severity, and why. */
    public TriageBatch decide(TriageBatch batch) {
        List<CallInProgress> undecided = batch.waiting();
        List<History> histories =
                cases.histories(undecided.stream().map(CallInProgress::matched).toList());
        for (int i = 0; i < undecided.size(); i++) {
            CallInProgress call = undecided.get(i);
            call.decide(rules.decide(call.report(), call.match(), call.signals(), histories.get(i)));
        }
        return batch;
    }

    /** Ends the events, with everything that came of them. */
    public TriageBatch end(TriageBatch batch) {
        List<EndedEvent> ended = new ArrayList<>(batch.ended());
        batch.calls().stream()
                .filter(call -> call.event() != null)
                .forEach(call -> ended.add(EndedEvent.done(call.event(), call.caseRef())));
        inbox.end(ended);
        return batch;
    }

    /**
     * After a batch has failed: its events each alone, so that one which cannot be handled stops only itself. A single one
     * is requeued, or set aside when it failed too often; then nothing is left to do. While the database is unavailable the batch
     * waits and is tried again as a whole, for half of its lease.
     */
    public List<TriageBatch> alone(TriageBatch batch, Exception failure) {
        boolean contended =
                Causes.first(ConcurrencyFailureException.class, failure).isPresent();
        if (!contended && OutageLog.isOutage(failure) && batch.tries() < MOST_TRIES) {
            OutageLog.warn("triage waits for the database", failure);
            workSignal.await("triage-retry", RETRY);
            return List.of(batch.again());
        }
        if (batch.events().size() > 1) {
            return batch.single();
        }
        batch.events().forEach(event -> inbox.failed(event, failure));
        return List.of();
    }
}
