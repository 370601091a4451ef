package io.patchbay.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelUnparser;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition as the ways to meet it: each way a set of requirements, the condition met when all of one way's are. Where
 * every way of a later rule asks at least what some way of an earlier rule asks, the later rule can never win.
 *
 * @param ways only the outermost {@code ||} and the {@code &&} below it are taken apart; what is deeper counts as one
 *     requirement, so that not every covered rule is found, but none is called covered that is not
 */
record Coverage(List<Set<String>> ways) {

    static Coverage of(CelAbstractSyntaxTree ast) {
        CelUnparser unparser = CelUnparserFactory.newUnparser();
        List<Set<String>> ways = new ArrayList<>();
        for (CelExpr way : parts(ast.getExpr(), "_||_")) {
            Set<String> requirements = new TreeSet<>();
            for (CelExpr requirement : parts(way, "_&&_")) {
                requirements.add(unparser.unparse(CelAbstractSyntaxTree.newParsedAst(requirement, ast.getSource())));
            }
            requirements.remove("true");
            ways.add(requirements);
        }
        return new Coverage(ways);
    }

    /** Of a condition that needs no facts: met in one way that asks nothing, or in none. */
    static Coverage ofConstant(boolean holds) {
        return new Coverage(holds ? List.of(Set.of()) : List.of());
    }

    private static List<CelExpr> parts(CelExpr expr, String operator) {
        if (expr.getKind() != Kind.CALL || !expr.call().function().equals(operator)) {
            return List.of(expr);
        }
        return expr.call().args().stream()
                .flatMap(argument -> parts(argument, operator).stream())
                .toList();
    }

    /** Whether this condition holds wherever the other one does. */
    boolean covers(Coverage other) {
        return !other.ways.isEmpty()
                && other.ways.stream().allMatch(way -> ways.stream().anyMatch(way::containsAll));
    }
}
