package io.patchbay.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A compiled condition: a pure question to the facts, thread-safe. */
final class Condition {
    private final CelRuntime.Program program;
    private final CelAbstractSyntaxTree ast;
    private final List<Fact> reads;
    private final List<ConditionCheck.Mention> mentions;

    private Condition(CelRuntime.Program program, ConditionCheck check) {
        this.program = program;
        this.ast = check.ast();
        this.reads = check.reads();
        this.mentions = check.mentions();
    }

    /**
     * Compiles a condition over that vocabulary.
     *
     * @throws ConditionException when it is not a bounded true-or-false question over names of the vocabulary, listing
     *     every flaw
     */
    static Condition compile(String text, Vocabulary vocabulary) {
        ConditionCheck check = ConditionCheck.of(text, vocabulary);
        try {
            return new Condition(Vocabulary.runtime().createProgram(check.ast()), check);
        } catch (CelEvaluationException e) {
            throw new ConditionException(List.of(new ConditionException.Flaw(1, 1, e.getMessage(), "simplify it")));
        }
    }

    /**
     * Whether the facts meet the condition.
     *
     * @throws CelEvaluationException when they cannot answer it: a division by zero, an overflow, an index out of range
     */
    boolean holds(Facts facts) throws CelEvaluationException {
        return (Boolean) program.eval(facts::find);
    }

    /** The facts that the condition reads. */
    List<Fact> reads() {
        return reads;
    }

    /** What the condition reads, by name, with the values it found. */
    Map<String, Object> values(Facts facts) {
        Map<String, Object> values = new LinkedHashMap<>();
        reads.forEach(fact -> values.put(fact.path(), facts.value(fact)));
        return values;
    }

    /** What the condition always says, when it reads nothing and so needs no facts to say it. */
    Optional<Boolean> constant() {
        try {
            return reads.isEmpty() ? Optional.of(holds(Facts.stored(Map.of()))) : Optional.empty();
        } catch (CelEvaluationException e) {
            return Optional.empty();
        }
    }

    /** The lexicon topics that the condition looks for by name. */
    List<ConditionCheck.Mention> mentions() {
        return mentions;
    }

    CelAbstractSyntaxTree ast() {
        return ast;
    }
}
