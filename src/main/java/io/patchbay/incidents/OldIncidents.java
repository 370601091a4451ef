package io.patchbay.incidents;

import io.patchbay.platform.Retention;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Forgets incidents that are over as long as cases are kept, and who reported what once no signal can come of it. */
@Component
public class OldIncidents {
    private static final Duration REPORTS = Duration.ofDays(30);

    private final OldIncidentRepository incidents;
    private final Retention retention;

    OldIncidents(OldIncidentRepository incidents, Retention retention) {
        this.incidents = incidents;
        this.retention = retention;
    }

    /** References of incidents to be forgotten, one resolved and one dismissed at the most. */
    public List<String> take() {
        return incidents.take(retention.cases());
    }

    /** Deletes the incidents with everything of theirs, in the caller's transaction. Their dispatches must be gone. */
    public void forget(List<String> refs) {
        incidents.forget(refs);
    }

    /** Deletes reports and monitors that nobody has heard of for a month, a batch of each at the most, and says how many. */
    public int forgetSignals() {
        return incidents.forgetSignals(REPORTS, Retention.MOST_ROWS);
    }
}
