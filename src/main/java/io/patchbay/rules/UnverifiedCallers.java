package io.patchbay.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.patchbay.event.AccountMatch.Basis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;

/**
 * Whether a condition can hold for the call of one caller who is not verified, be their line trusted or not. It is followed
 * through {@code &&}, {@code ||}, {@code !}, {@code ?:}, comparisons and {@code in} with the few values that the facts about
 * identity have for such a caller; whatever else it asks may come out either way. So it may take a condition for open that is
 * not, and never the other way round. A failure that several accounts report is not of one caller's making.
 */
final class UnverifiedCallers {
    private static final Set<Object> EITHER = Set.of(true, false);

    /** What these facts can be while the caller is not verified and reports alone; every other fact can be anything. */
    private static final Map<Fact, Set<Object>> VALUES = Map.of(
            Fact.DIRECTORY_ACCOUNT_VERIFIED, Set.of(false),
            Fact.DIRECTORY_MATCH, Set.of("none", "maybe", "known"),
            Fact.DIRECTORY_MATCH_BASIS, withoutVerification(),
            Fact.SIGNALS_DISTINCT_ACCOUNTS, Set.of(0L, 1L));

    private UnverifiedCallers() {}

    private static Set<Object> withoutVerification() {
        Set<Object> names = new LinkedHashSet<>();
        for (Basis basis : Basis.values()) {
            if (basis != Basis.VERIFICATION) {
                names.add(basis.wireName());
            }
        }
        return Set.copyOf(names);
    }

    /** Whether the condition is false for every caller who is not verified and reports alone. */
    static boolean neverMeet(CelAbstractSyntaxTree condition) {
        return !truths(condition.getExpr()).contains(true);
    }

    /** The truth values that the expression can have. */
    private static Set<Object> truths(CelExpr expr) {
        return values(expr).filter(EITHER::containsAll).orElse(EITHER);
    }

    /** The values that the expression can have, or empty when they cannot be told. */
    private static Optional<Set<Object>> values(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr.constant()).map(Set::of);
            case IDENT, SELECT ->
                ConditionNames.dotted(expr).flatMap(Fact::named).map(VALUES::get);
            case CALL -> call(expr.call().function(), expr.call().args());
            default -> Optional.empty();
        };
    }

    private static Optional<Object> constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
            case INT64_VALUE -> Optional.of(constant.int64Value());
            case STRING_VALUE -> Optional.of(constant.stringValue());
            default -> Optional.empty();
        };
    }

    private static Optional<Set<Object>> call(String function, List<CelExpr> arguments) {
        return switch (function) {
            case "_&&_" -> Optional.of(logic(arguments, (left, right) -> left && right));
            case "_||_" -> Optional.of(logic(arguments, (left, right) -> left || right));
            case "!_" -> Optional.of(not(truths(arguments.get(0))));
            case "_?_:_" -> choice(arguments);
            case "_==_" -> compare(arguments, order -> order == 0);
            case "_!=_" -> compare(arguments, order -> order != 0);
            case "_<_" -> compare(arguments, order -> order < 0);
            case "_<=_" -> compare(arguments, order -> order <= 0);
            case "_>_" -> compare(arguments, order -> order > 0);
            case "_>=_" -> compare(arguments, order -> order >= 0);
            case "@in" -> in(arguments.get(0), arguments.get(1));
            default -> Optional.empty();
        };
    }

    private static Set<Object> logic(List<CelExpr> arguments, BinaryOperator<Boolean> operator) {
        Set<Object> results = new LinkedHashSet<>();
        for (Object left : truths(arguments.get(0))) {
            for (Object right : truths(arguments.get(1))) {
                results.add(operator.apply((Boolean) left, (Boolean) right));
            }
        }
        return results;
    }

    private static Set<Object> not(Set<Object> truths) {
        Set<Object> results = new LinkedHashSet<>();
        truths.forEach(truth -> results.add(!(Boolean) truth));
        return results;
    }

    private static Optional<Set<Object>> choice(List<CelExpr> arguments) {
        Set<Object> results = new LinkedHashSet<>();
        for (Object truth : truths(arguments.get(0))) {
            Optional<Set<Object>> chosen = values(arguments.get((Boolean) truth ? 1 : 2));
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            results.addAll(chosen.get());
        }
        return Optional.of(results);
    }

    private static Optional<Set<Object>> compare(List<CelExpr> arguments, IntPredicate holds) {
        Optional<Set<Object>> left = values(arguments.get(0));
        Optional<Set<Object>> right = values(arguments.get(1));
        return left.isEmpty() || right.isEmpty() ? Optional.empty() : compare(left.get(), right.get(), holds);
    }

    private static Optional<Set<Object>> compare(Set<Object> left, Set<Object> right, IntPredicate holds) {
        Set<Object> results = new LinkedHashSet<>();
        for (Object one : left) {
            for (Object other : right) {
                if (one instanceof Boolean first && other instanceof Boolean second) {
                    results.add(holds.test(first.compareTo(second)));
                } else if (one instanceof Long first && other instanceof Long second) {
                    results.add(holds.test(first.compareTo(second)));
                } else if (one instanceof String first && other instanceof String second) {
                    results.add(holds.test(first.compareTo(second)));
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(results);
    }

    private static Optional<Set<Object>> in(CelExpr element, CelExpr list) {
        Optional<Set<Object>> candidates = values(element);
        if (candidates.isEmpty() || list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return Optional.empty();
        }
        List<Object> items = new ArrayList<>();
        for (CelExpr item : list.list().elements()) {
            Optional<Set<Object>> value = values(item);
            if (value.isEmpty() || value.get().size() != 1) {
                return Optional.empty();
            }
            items.addAll(value.get());
        }
        Set<Object> results = new LinkedHashSet<>();
        candidates.get().forEach(candidate -> results.add(items.contains(candidate)));
        return Optional.of(results);
    }
}
