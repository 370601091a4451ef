package io.patchbay.incidents;

import io.patchbay.platform.Retention;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Purges incidents that are over for as long as cases are kept, and reports once no signal can come of them. */
@Component
public class IncidentRetention {
    private static final Duration REPORTS = Duration.ofDays(30);

    private final IncidentRetentionRepository incidents;
    private final Retention retention;

    IncidentRetention(IncidentRetentionRepository incidents, Retention retention) {
        this.incidents = incidents;
        this.retention = retention;
    }

    /** References of incidents to be purged, one resolved and one dismissed at the most. */
    public List<String> take() {
        return incidents.take(retention.cases());
    }

    /** Deletes the incidents with everything of theirs, in the caller's transaction. Their dispatches must be gone. */
    public void purge(List<String> refs) {
        incidents.purge(refs);
    }

    /** Deletes reports and monitors that nothing was reported of for a month, a batch of each at the most, and says how many. */
    public int purgeSignals() {
        return incidents.purgeSignals(REPORTS, Retention.MOST_ROWS);
    }
}
