package io.patchbay.cases;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.sync.DriftRepository;
import io.patchbay.cases.sync.DriftSchedule;
import io.patchbay.cases.sync.MissedUpdates;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.Actor;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds what cases have missed of their tickets and pages, and applies it when a person says so. A webhook may be lost for
 * good: a tool gives up after a while, or gets a success from something in between.
 */
@Component
public class Drifts {
    private static final Logger LOG = LoggerFactory.getLogger(Drifts.class);
    /** As many as Jira answers for in one request. */
    private static final int BATCH = 50;

    private final DriftRepository drifts;
    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final FactRepository facts;
    private final TimelineRepository timeline;
    private final MeterRegistry meters;
    private final Ids ids;
    private final Clock clock;
    private final DriftSchedule schedule;
    private volatile Instant endedAgain = Instant.MIN;

    Drifts(
            DriftRepository drifts,
            CaseRepository cases,
            BriefRepository briefs,
            FactRepository facts,
            TimelineRepository timeline,
            MeterRegistry meters,
            Ids ids,
            Clock clock,
            DriftSchedule schedule) {
        this.drifts = drifts;
        this.cases = cases;
        this.briefs = briefs;
        this.facts = facts;
        this.timeline = timeline;
        this.meters = meters;
        this.ids = ids;
        this.clock = clock;
        this.schedule = schedule;
    }

    /**
     * Cases whose turn it is to be compared, at the most {@value #BATCH}; no other node gets them before their next. Open
     * ones come first, then and rarely those that ended not long ago.
     */
    public List<CaseBrief> claim() {
        List<String> refs = new ArrayList<>(drifts.due(schedule.every(), BATCH));
        Instant now = clock.instant();
        if (refs.size() < BATCH && !now.isBefore(endedAgain)) {
            int room = BATCH - refs.size();
            List<String> ended = drifts.dueEnded(schedule.endedWithin(), schedule.endedEvery(), room);
            endedAgain = ended.size() < room ? now.plus(schedule.endedLook()) : now;
            refs.addAll(ended);
        }
        return new ArrayList<>(briefs.of(refs).values());
    }

    /** Compares what the tool holds with what the case has received, in the caller's transaction, and notes what differs. */
    public void compare(String ref, String tool, List<Feedback> present, Map<String, Person> people) {
        cases.lock(ref);
        CaseBrief brief = briefs.of(ref);
        if (brief == null) {
            return;
        }
        List<Feedback> missed = MissedUpdates.of(
                brief, present, facts.thatCount(ref), people, clock.instant().minus(schedule.grace()));
        Optional<Drift> open = drifts.open(ref, tool);
        if (missed.isEmpty()) {
            open.ifPresent(drift -> drifts.settle(drift.id(), "gone", ""));
        } else if (open.isPresent()) {
            drifts.renew(open.get().id(), missed);
        } else {
            note(ref, tool, missed);
        }
    }

    private void note(String ref, String tool, List<Feedback> missed) {
        String id = ids.next("drf");
        List<String> kinds = missed.stream().map(Feedback::kind).toList();
        drifts.insert(id, ref, tool, missed);
        timeline.append(
                ref, TimelineEntry.of("drift.found", "hub", Map.of("drift", id, "tool", tool, "differs", kinds)));
        meters.counter("patchbay.drift.found", "tool", tool).increment();
        LOG.warn("updates missed case={} tool={} kinds={} drift={}", ref, tool, kinds, id);
    }

    /** The drifts of a state of cases that are visible, oldest first. */
    public List<Drift> inState(String state, VisibleQueues visible) {
        return drifts.inState(state, visible);
    }

    /** The drift; empty when there is none, or when its case is in a queue that is not visible. */
    public Optional<Drift> find(String id, VisibleQueues visible) {
        return drifts.find(id, visible);
    }

    /**
     * Takes what the tool holds, for the case to be updated in the caller's transaction; nothing when that was done
     * before.
     *
     * @param who the directory's id of the person
     */
    public List<Feedback> resolve(String id, String who, String why) {
        Drift drift = drifts.find(id, VisibleQueues.ALL).orElseThrow(() -> new CaseConflict("there is no such drift"));
        cases.lock(drift.caseRef());
        if (!drifts.settle(id, "mended", who)) {
            return List.of();
        }
        timeline.append(
                drift.caseRef(), TimelineEntry.of("drift.mended", Actor.of(who), Map.of("drift", id, "why", why)));
        return drift.facts();
    }
}
