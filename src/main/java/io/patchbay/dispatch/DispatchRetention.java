package io.patchbay.dispatch;

import io.patchbay.platform.Retention;
import java.util.List;
import org.springframework.stereotype.Component;

/** Forgets attempts, and the dispatches of cases that are forgotten. */
@Component
public class DispatchRetention {
    private final DispatchRetentionStore store;
    private final Retention retention;

    DispatchRetention(DispatchRetentionStore store, Retention retention) {
        this.store = store;
        this.retention = retention;
    }

    /** Deletes the oldest attempts of dispatches that have ended, a batch at the most, and says how many. */
    public int purgeAttempts() {
        return store.deleteAttempts(retention.attempts(), Retention.MOST_ROWS);
    }

    /**
     * Deletes the dispatches of these cases with their attempts, in the caller's transaction, and returns the cases that
     * have none left: a case with a dispatch that has not ended keeps all of them.
     */
    public List<String> purge(List<String> caseRefs) {
        if (caseRefs.isEmpty()) {
            return caseRefs;
        }
        List<String> unfinished = store.unfinished(caseRefs);
        List<String> finished =
                caseRefs.stream().filter(ref -> !unfinished.contains(ref)).toList();
        if (!finished.isEmpty()) {
            store.delete(finished);
        }
        return finished;
    }
}
