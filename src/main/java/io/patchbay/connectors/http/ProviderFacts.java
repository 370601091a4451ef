package io.patchbay.connectors.http;

import io.patchbay.event.Feedback;
import java.util.List;

/**
 * What a tool holds of one case now, told as the feedback that would have led there.
 *
 * @param ref the case
 */
public record ProviderFacts(String ref, List<Feedback> facts) {
    public ProviderFacts {
        facts = List.copyOf(facts);
    }
}
