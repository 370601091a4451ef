package io.patchbay.connectors;

import io.patchbay.event.Feedback;
import java.util.List;

/**
 * What a tool holds of one case now.
 *
 * @param tool {@code jira} or {@code pagerduty}
 * @param facts the feedback that would have led there
 */
public record ToolState(String tool, String caseRef, List<Feedback> facts) {
    public ToolState {
        facts = List.copyOf(facts);
    }
}
