package io.patchbay.triage;

import io.patchbay.intake.EndedEvent;
import io.patchbay.intake.KeptEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of the triage routes: calls that are decided together, in one transaction. The steps fill the calls in; a batch of
 * one is handled like any other.
 */
public final class TriageBatch {
    private final List<KeptEvent> events;
    private final String queue;
    private final TriageBatch whole;
    private final int tries;
    private final List<CallInProgress> calls = new ArrayList<>();
    private final List<EndedEvent> ended = new ArrayList<>();

    private TriageBatch(List<KeptEvent> events, int tries) {
        this.events = List.copyOf(events);
        this.queue = "";
        this.whole = this;
        this.tries = tries;
    }

    private TriageBatch(String queue, TriageBatch whole) {
        this.events = List.of();
        this.queue = queue;
        this.whole = whole;
        this.tries = 0;
    }

    /** Events whose calls are not read yet. */
    static TriageBatch of(Collection<KeptEvent> events) {
        return new TriageBatch(List.copyOf(events), 0);
    }

    /** A call that is to be decided without an event of its own. */
    static TriageBatch of(CallInProgress call) {
        TriageBatch batch = new TriageBatch(List.of(), 0);
        batch.add(call);
        return batch;
    }

    List<KeptEvent> events() {
        return events;
    }

    /** How often the batch was tried before. */
    int tries() {
        return tries;
    }

    /** The same events, to be begun anew. */
    TriageBatch again() {
        return new TriageBatch(events, tries + 1);
    }

    /** The same events, each alone and to be begun anew. */
    List<TriageBatch> single() {
        return events.stream().map(event -> of(List.of(event))).toList();
    }

    void add(CallInProgress call) {
        calls.add(call);
    }

    /** Has a further call decided with the others, after them. */
    void addToWhole(CallInProgress call) {
        whole.add(call);
    }

    /** The calls that were read so far, in the order of their events. */
    public List<CallInProgress> calls() {
        return List.copyOf(calls);
    }

    /** The only call of a batch of one. */
    public CallInProgress call() {
        return calls.get(0);
    }

    /** Whether a call waits for its decision. */
    public boolean isUndecided() {
        return calls.stream().anyMatch(CallInProgress::waitsForDecision);
    }

    List<CallInProgress> waiting() {
        return calls.stream().filter(CallInProgress::waitsForDecision).toList();
    }

    /** The decided calls that have no plan yet, as a batch for each queue. */
    public List<TriageBatch> byQueue() {
        Map<String, TriageBatch> batches = new LinkedHashMap<>();
        calls.stream()
                .filter(call -> call.decision() != null && call.plan() == null)
                .forEach(call -> batches.computeIfAbsent(call.queue(), name -> new TriageBatch(name, this))
                        .add(call));
        return List.copyOf(batches.values());
    }

    /** The queue of the calls; the empty string for a batch that was not divided by queue. */
    public String queue() {
        return queue;
    }

    /** Notes how an event ended, to be written with everything else. */
    void end(EndedEvent event) {
        ended.add(event);
    }

    List<EndedEvent> ended() {
        return ended;
    }
}
