package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * When an alternative of an expression counts.
 *
 * @param allowed the texts that may stand at the reference; empty when nothing may stand there
 */
public record Condition(Reference reference, Set<String> allowed) {

    /** Whether it does in that message. */
    public boolean holds(Message message) {
        JsonNode found = reference.read(message);
        return Scalars.isBlank(found) ? allowed.isEmpty() : allowed.contains(found.asText());
    }
}
