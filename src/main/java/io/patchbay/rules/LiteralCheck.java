package io.patchbay.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Literals that can be known to be wrong before anything is evaluated. */
final class LiteralCheck {
    private LiteralCheck() {}

    /** A literal that the fact beside it can never equal. */
    record Impossible(String message, String nearest) {}

    /** Why the argument of {@code matches} is not a bounded pattern (RE2, linear in the text), or empty when it is. */
    static Optional<String> pattern(CelExpr argument) {
        String pattern = text(argument).orElse(null);
        if (pattern == null) {
            return Optional.of("the pattern of matches() must be written out, not computed");
        }
        try {
            int size = Pattern.compile(pattern).programSize();
            return size <= Vocabulary.MAX_REGEX_PROGRAM
                    ? Optional.empty()
                    : Optional.of("the pattern is too costly: repetitions multiply");
        } catch (PatternSyntaxException e) {
            return Optional.of("not an RE2 pattern: " + e.getMessage());
        }
    }

    /** For {@code fact == 'text'}, {@code fact != 'text'} and {@code fact in ['text', …]} over a fact with few values. */
    static Optional<Impossible> choice(CelExpr call) {
        List<CelExpr> arguments = call.call().args();
        if (arguments.size() != 2
                || !List.of("_==_", "_!=_", "@in").contains(call.call().function())) {
            return Optional.empty();
        }
        return impossible(arguments.get(0), arguments.get(1)).or(() -> impossible(arguments.get(1), arguments.get(0)));
    }

    private static Optional<Impossible> impossible(CelExpr name, CelExpr literals) {
        List<String> choices = ConditionNames.dotted(name)
                .flatMap(Fact::named)
                .map(Fact::choices)
                .orElse(List.of());
        Stream<CelExpr> items =
                literals.getKind() == Kind.LIST ? literals.list().elements().stream() : Stream.of(literals);
        return choices.isEmpty()
                ? Optional.empty()
                : items.flatMap(item -> text(item).stream())
                        .filter(text -> !choices.contains(text))
                        .findFirst()
                        .map(text -> new Impossible(
                                ConditionNames.dotted(name).orElseThrow() + " is never '" + text + "'",
                                Vocabulary.nearest(text, choices)));
    }

    /** The value of a text literal. */
    static Optional<String> text(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }
}
