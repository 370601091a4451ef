package io.patchbay.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.patchbay.event.Feedback;
import java.time.Instant;
import java.util.List;

/**
 * A tool holds something of a case that the case has not heard of: a webhook was lost.
 *
 * @param tool {@code jira} or {@code pagerduty}
 * @param state {@code open}; {@code mended} by a person; {@code gone} when the two agree again
 * @param differs the kinds of what was not heard, in the words of feedback
 * @param facts what the tool holds, as the feedback that would have told it
 * @param settledBy who mended it, or the empty string
 */
public record Drift(
        String id,
        String caseRef,
        String tool,
        String state,
        List<String> differs,
        @JsonIgnore List<Feedback> facts,
        Instant foundAt,
        String settledBy,
        Instant settledAt) {
    public Drift {
        differs = List.copyOf(differs);
        facts = List.copyOf(facts);
    }
}
