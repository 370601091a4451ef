package io.patchbay.rules;

import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import io.patchbay.rules.ConditionException.Flaw;
import java.util.Optional;
import java.util.Set;

/** The names in a condition: what they are, and why one is refused. */
final class ConditionNames {
    private static final Set<String> CLAIMED_SEVERITY =
            Set.of("urgency", "urgent", "severity", "sev", "priority", "criticality", "emergency");

    private static final Set<String> DESTINATION =
            Set.of("callback_number", "from", "to", "contact", "callback_preference", "number", "phone");

    private ConditionNames() {}

    /** {@code a.b.c} of a chain of selects that starts with a name. */
    static Optional<String> dotted(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> Optional.of(expr.ident().name());
            case SELECT ->
                dotted(expr.select().operand())
                        .map(operand -> operand + "." + expr.select().field());
            default -> Optional.empty();
        };
    }

    static CelExpr root(CelExpr expr) {
        return expr.getKind() == Kind.SELECT ? root(expr.select().operand()) : expr;
    }

    /** Whether the name is the variable of an {@code exists} or {@code all} around it. */
    static boolean bound(String name, CelNavigableExpr node) {
        Optional<CelNavigableExpr> around = node.parent();
        while (around.isPresent()) {
            if (around.get().getKind() == Kind.COMPREHENSION) {
                CelComprehension loop = around.get().expr().comprehension();
                if (name.equals(loop.iterVar()) || name.equals(loop.accuVar())) {
                    return true;
                }
            }
            around = around.get().parent();
        }
        return false;
    }

    static Flaw refusal(String name, Vocabulary vocabulary, CelSourceLocation place) {
        int line = place.getLine();
        int column = place.getColumn() + 1;
        String last = name.substring(name.lastIndexOf('.') + 1);
        String nearest = "did you mean " + vocabulary.nearest(name) + "?";
        if (CLAIMED_SEVERITY.contains(last)) {
            String message = name + ": what a caller calls urgent is kept as evidence and is never an input of a rule";
            return new Flaw(line, column, message, "decide by verified, directory, signals or history facts");
        }
        if (DESTINATION.contains(last)) {
            String message = name + ": a number or address that came with the call is never an input of a rule";
            return new Flaw(line, column, message, "destinations come from queues.yaml and destinations/*.yaml");
        }
        if (name.startsWith("caller.") && vocabulary == Vocabulary.AUTHORITATIVE) {
            String message = name + ": a severity rule cannot read it, for the caller has no authority over severity";
            return new Flaw(line, column, message, nearest);
        }
        if (Fact.named(name).isPresent()) {
            String message = name + ": a severity rule sees only verified, directory, signals and history facts";
            return new Flaw(line, column, message, nearest);
        }
        return new Flaw(line, column, "there is no fact called " + name, nearest);
    }
}
