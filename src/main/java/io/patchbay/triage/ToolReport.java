package io.patchbay.triage;

import io.patchbay.event.Feedback;
import io.patchbay.intake.KeptEvent;
import java.util.List;

/**
 * What one event of a tool reports: the body of the feedback routes.
 *
 * @param tool the tool, like {@code jira}
 * @param facts what has happened there, about one thing
 * @param caseRef the case that it is about, or the empty string while none is found
 */
public record ToolReport(KeptEvent event, String tool, List<Feedback> facts, String caseRef) {
    ToolReport about(String ref) {
        return new ToolReport(event, tool, facts, ref);
    }
}
