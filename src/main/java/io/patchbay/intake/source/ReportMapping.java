package io.patchbay.intake.source;

import io.patchbay.event.CallField;
import io.patchbay.intake.expression.Expression;
import io.patchbay.intake.expression.Reference;
import io.patchbay.intake.expression.Spread;
import io.patchbay.intake.expression.Transcript;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the fields of a report are found in an event.
 *
 * @param transcript where the words of the call stand, for a report without a summary
 * @param confirmations where an object stands that says how far each field, by its path, is confirmed
 */
public record ReportMapping(
        List<Field> fields, List<Free> free, Optional<Transcript> transcript, Optional<Reference> confirmations) {

    /** One field and where it stands. */
    public record Field(Target target, Expression expression) {}

    /**
     * Structured data whose keys the customer's own agent defines.
     *
     * @param targets which key goes where
     * @param keepRest whether the other keys go to {@code report.extra}
     */
    public record Free(Spread spread, Map<String, Target> targets, boolean keepRest) {}

    public ReportMapping {
        fields = List.copyOf(fields);
        free = List.copyOf(free);
    }

    static final ReportMapping NONE = new ReportMapping(List.of(), List.of(), Optional.empty(), Optional.empty());

    /** Every field where the canonical call report has it. */
    static final ReportMapping CANONICAL = new ReportMapping(
            Arrays.stream(CallField.values())
                    .map(field -> new Field(new Target(field, ""), canonical(field)))
                    .toList(),
            List.of(),
            Optional.empty(),
            Optional.of(Reference.parse("/data/confirmations")));

    private static Expression canonical(CallField field) {
        return Expression.at("/data/" + field.path().replace('.', '/'), field.kind());
    }
}
