package io.patchbay.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.patchbay.rules.ConditionException.Flaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a condition in three steps, each of which ends with all its flaws: is it CEL, does it ask only what conditions
 * may ask (names, functions, cost), do the types fit.
 */
final class ConditionCheck {
    private static final int MAX_NODES = 300;

    /** Operators by their names in CEL's syntax tree, and the functions on texts and lists. All are free of effects. */
    private static final Set<String> FUNCTIONS = Set.of(
            "_&&_",
            "_||_",
            "!_",
            "_==_",
            "_!=_",
            "_<_",
            "_<=_",
            "_>_",
            "_>=_",
            "@in",
            "_?_:_",
            "_+_",
            "_-_",
            "-_",
            "_*_",
            "_/_",
            "_%_",
            "_[_]",
            "contains",
            "startsWith",
            "endsWith",
            "matches",
            "size",
            "@not_strictly_false");

    private static final Set<Kind> VALUES =
            EnumSet.of(Kind.CONSTANT, Kind.IDENT, Kind.SELECT, Kind.CALL, Kind.LIST, Kind.COMPREHENSION);

    private final Vocabulary vocabulary;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Set<Fact> reads = EnumSet.noneOf(Fact.class);
    private final List<Mention> mentions = new ArrayList<>();
    private CelSource source;
    private CelAbstractSyntaxTree ast;

    /** A topic that the condition looks for in {@code caller.mentions}; a lexicon has to have it. */
    record Mention(String topic, int line, int column) {}

    private ConditionCheck(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    static ConditionCheck of(String text, Vocabulary vocabulary) {
        ConditionCheck check = new ConditionCheck(vocabulary);
        CelAbstractSyntaxTree parsed = check.tree(vocabulary.compiler().parse(text), "mend the CEL syntax");
        check.source = parsed.getSource();
        check.nodes(parsed);
        check.throwFlaws();
        check.ast = check.tree(vocabulary.compiler().check(parsed), check.typesOfReads());
        CelType type = check.ast.getResultType();
        if (!type.equals(SimpleType.BOOL)) {
            String message = "a condition is true or false, and this one is of type " + type.name();
            check.flaws.add(new Flaw(1, 1, message, "compare it with something"));
        }
        check.throwFlaws();
        return check;
    }

    CelAbstractSyntaxTree ast() {
        return ast;
    }

    List<Fact> reads() {
        return List.copyOf(reads);
    }

    List<Mention> mentions() {
        return List.copyOf(mentions);
    }

    private CelAbstractSyntaxTree tree(CelValidationResult result, String fix) {
        for (CelIssue issue : result.getErrors()) {
            CelSourceLocation place = issue.getSourceLocation();
            flaws.add(new Flaw(Math.max(1, place.getLine()), place.getColumn() + 1, issue.getMessage(), fix));
        }
        throwFlaws();
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new ConditionException(List.of(new Flaw(1, 1, e.getMessage(), fix)));
        }
    }

    private String typesOfReads() {
        return reads.stream()
                .map(fact -> fact.path() + " is " + fact.kind().words())
                .reduce((one, other) -> one + ", " + other)
                .orElse("give operands of one type");
    }

    private void nodes(CelAbstractSyntaxTree parsed) {
        List<CelNavigableExpr> nodes =
                CelNavigableExpr.fromExpr(parsed.getExpr()).allNodes().toList();
        if (nodes.size() > MAX_NODES) {
            String message = "the condition has " + nodes.size() + " parts; " + MAX_NODES + " are allowed";
            flaws.add(new Flaw(1, 1, message, "split it into several rules"));
        }
        nodes.forEach(this::node);
    }

    private void node(CelNavigableExpr node) {
        if (!VALUES.contains(node.getKind())) {
            flaw(node.expr(), "maps and messages have no place in a condition", "compare texts, numbers, flags, lists");
            return;
        }
        switch (node.getKind()) {
            case COMPREHENSION -> nesting(node);
            case CALL -> call(node.expr());
            case IDENT, SELECT -> name(node);
            default -> {}
        }
    }

    private void nesting(CelNavigableExpr node) {
        Optional<CelNavigableExpr> around = node.parent();
        while (around.isPresent() && around.get().getKind() != Kind.COMPREHENSION) {
            around = around.get().parent();
        }
        if (around.isPresent()) {
            flaw(node.expr(), "exists() and all() must not stand inside one another", "split it into several rules");
        }
    }

    private void call(CelExpr expr) {
        String function = expr.call().function();
        if (function.equals("has")) {
            flaw(expr, "has() is not needed", "every fact has a value: an absent text is '', number 0, flag false");
        } else if (!FUNCTIONS.contains(function)) {
            flaw(
                    expr,
                    "the function " + function + "() is not for conditions",
                    "use operators, contains, startsWith, endsWith, matches, size, exists, all");
        }
        if (function.equals("matches")) {
            List<CelExpr> arguments = expr.call().args();
            LiteralCheck.pattern(arguments.get(arguments.size() - 1)).ifPresent(why -> flaw(expr, why, "mend it"));
        }
        mention(expr);
        LiteralCheck.choice(expr)
                .ifPresent(choice -> flaw(expr, choice.message(), "did you mean '" + choice.nearest() + "'?"));
    }

    private void mention(CelExpr expr) {
        List<CelExpr> arguments = expr.call().args();
        if (expr.call().function().equals("@in")
                && ConditionNames.dotted(arguments.get(1))
                        .filter(Fact.CALLER_MENTIONS.path()::equals)
                        .isPresent()) {
            CelSourceLocation place = place(arguments.get(0));
            LiteralCheck.text(arguments.get(0))
                    .ifPresent(topic -> mentions.add(new Mention(topic, place.getLine(), place.getColumn() + 1)));
        }
    }

    /** Dotted names are checked as a whole, at the outermost select. */
    private void name(CelNavigableExpr node) {
        if (node.parent().map(parent -> parent.getKind() == Kind.SELECT).orElse(false)) {
            return;
        }
        String name = ConditionNames.dotted(node.expr()).orElse("");
        if (ConditionNames.bound(name, node)) {
            return;
        }
        Optional<Fact> fact = Fact.named(name);
        if (fact.filter(vocabulary::has).isPresent()) {
            reads.add(fact.get());
            if (fact.get().kind() == FactKind.SCORE && !ScoreCheck.risesOnly(node)) {
                flaw(
                        ConditionNames.root(node.expr()),
                        name + " may only be asked to reach a threshold: what a caller says moves a call to a more"
                                + " careful queue, never out of one",
                        "write it like " + name + " >= 0.6, joined by && and ||");
            }
        } else {
            flaws.add(ConditionNames.refusal(name, vocabulary, place(ConditionNames.root(node.expr()))));
        }
    }

    private void flaw(CelExpr expr, String message, String fix) {
        CelSourceLocation place = place(expr);
        flaws.add(new Flaw(place.getLine(), place.getColumn() + 1, message, fix));
    }

    private CelSourceLocation place(CelExpr expr) {
        return Optional.ofNullable(source.getPositionsMap().get(expr.id()))
                .flatMap(source::getOffsetLocation)
                .orElse(CelSourceLocation.of(1, 0));
    }

    private void throwFlaws() {
        if (!flaws.isEmpty()) {
            flaws.sort(Comparator.comparingInt(Flaw::line).thenComparingInt(Flaw::column));
            throw new ConditionException(flaws);
        }
    }
}
