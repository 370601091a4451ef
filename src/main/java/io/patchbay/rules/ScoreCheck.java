package io.patchbay.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a condition may read what a call resembles: the more it resembles, the more the condition holds, and never the other
 * way round. So whatever a caller adds can move a call to a more careful queue and never out of one.
 */
final class ScoreCheck {
    private static final Set<String> JOINING = Set.of("_&&_", "_||_");
    private static final List<String> AT_LEAST = List.of("_>=_", "_>_");
    private static final List<String> AT_MOST = List.of("_<=_", "_<_");

    private ScoreCheck() {}

    /** Whether the score is held against a written-out threshold that it has to reach, and nothing turns that round. */
    static boolean risesOnly(CelNavigableExpr score) {
        Optional<CelNavigableExpr> comparison = score.parent();
        if (comparison.isEmpty() || !reaches(comparison.get().expr(), score.expr())) {
            return false;
        }
        Optional<CelNavigableExpr> around = comparison.get().parent();
        while (around.isPresent()) {
            CelExpr expr = around.get().expr();
            if (expr.getKind() != Kind.CALL || !JOINING.contains(expr.call().function())) {
                return false;
            }
            around = around.get().parent();
        }
        return true;
    }

    private static boolean reaches(CelExpr comparison, CelExpr score) {
        if (comparison.getKind() != Kind.CALL || comparison.call().args().size() != 2) {
            return false;
        }
        String function = comparison.call().function();
        boolean first = comparison.call().args().get(0).id() == score.id();
        CelExpr threshold = comparison.call().args().get(first ? 1 : 0);
        return threshold.getKind() == Kind.CONSTANT && (first ? AT_LEAST : AT_MOST).contains(function);
    }
}
