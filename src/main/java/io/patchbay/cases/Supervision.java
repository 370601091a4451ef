package io.patchbay.cases;

import io.patchbay.cases.staff.StaffActionRepository;
import io.patchbay.cases.staff.SupervisionRepository;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CaseBrief;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Supervised launch: the first runs of a source stop after the decision until a person releases them. */
@Component
public class Supervision {
    private final SupervisionRepository supervision;
    private final StaffActionRepository cases;
    private final TimelineRepository timeline;

    Supervision(SupervisionRepository supervision, StaffActionRepository cases, TimelineRepository timeline) {
        this.supervision = supervision;
        this.cases = cases;
        this.timeline = timeline;
    }

    /**
     * How far people agreed with the rules on a source's first runs.
     *
     * @param held how many were held so far
     * @param released how many of those a person has released
     * @param agreed how many were released as they had been decided, with nothing corrected
     */
    public record Agreement(String source, int held, int released, int agreed) {}

    /**
     * Holds the new case when it is one of the first runs of its source. Runs in the caller's transaction.
     *
     * @param first how many runs wait for a person; 0 for none
     * @return whether the case waits, and nothing is to be dispatched for it yet
     */
    public boolean hold(CaseBrief brief, int first) {
        if (first <= 0 || !supervision.take(brief.source(), first)) {
            return false;
        }
        supervision.hold(brief.ref());
        timeline.append(
                brief.ref(),
                TimelineEntry.of("case.held", "hub", Map.of("because", "supervised launch of the source")));
        return true;
    }

    /** Whether the case waits for a person's release, and its destinations receive nothing yet. */
    public boolean held(String ref) {
        return cases.held(ref);
    }

    /** Those of the cases that wait for a person's release. */
    public Set<String> held(Collection<String> refs) {
        return cases.held(refs);
    }

    /** By source; one of which nothing was ever held is missing. */
    public List<Agreement> agreement() {
        return supervision.all();
    }
}
