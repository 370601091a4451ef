package io.patchbay.cases;

import io.patchbay.platform.Retention;
import java.util.List;
import org.springframework.stereotype.Component;

/** Forgets cases that ended long ago. */
@Component
public class CaseRetention {
    /** A case has tens of rows; so many of them stay within a batch. */
    private static final int BATCH = 100;

    private final CaseRetentionRepository cases;
    private final Retention retention;

    CaseRetention(CaseRetentionRepository cases, Retention retention) {
        this.cases = cases;
        this.retention = retention;
    }

    /** Cases to be forgotten, oldest first, held until the caller's transaction ends. */
    public List<String> take() {
        return cases.take(retention.cases(), BATCH);
    }

    /** Deletes the cases with their calls, decisions and timelines. Their dispatches must be gone already. */
    public void purge(List<String> refs) {
        if (!refs.isEmpty()) {
            cases.delete(refs);
        }
    }
}
