package io.patchbay.rules;

import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The names that one kind of rule may use, and the CEL environment that declares them and nothing else. */
enum Vocabulary {
    /** Routing, review, escalation and callback: everything, since none of them grants the caller anything. */
    EVERYTHING(fact -> true),
    /** Severity, and with it paging: only what the company itself stands behind. */
    AUTHORITATIVE(Fact::authoritative);

    static final int MAX_CODE_POINTS = 2_000;
    static final int MAX_REGEX_PROGRAM = 1_000;

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(bounds()).build();

    private final Set<Fact> facts;
    private final CelCompiler compiler;

    Vocabulary(Predicate<Fact> visible) {
        facts = Arrays.stream(Fact.values()).filter(visible).collect(Collectors.toUnmodifiableSet());
        compiler = compilerFor(facts);
    }

    private static CelCompiler compilerFor(Set<Fact> facts) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(bounds())
                .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL, CelStandardMacro.EXISTS_ONE);
        facts.forEach(fact -> builder.addVar(fact.path(), fact.kind().type()));
        return builder.build();
    }

    /** Texts and lists of facts are bounded (see {@link Facts}); with these bounds so is what a condition can cost. */
    private static CelOptions bounds() {
        return CelOptions.current()
                .maxExpressionCodePointSize(MAX_CODE_POINTS)
                .maxParseRecursionDepth(50)
                .comprehensionMaxIterations(1_000)
                .maxRegexProgramSize(MAX_REGEX_PROGRAM)
                .populateMacroCalls(true)
                .build();
    }

    static Vocabulary of(Rule.Group group) {
        return group == Rule.Group.SEVERITY ? AUTHORITATIVE : EVERYTHING;
    }

    CelCompiler compiler() {
        return compiler;
    }

    static CelRuntime runtime() {
        return RUNTIME;
    }

    boolean has(Fact fact) {
        return facts.contains(fact);
    }

    /** The name a person most likely meant. */
    String nearest(String name) {
        return nearest(name, facts.stream().map(Fact::path).sorted().toList());
    }

    static String nearest(String word, List<String> choices) {
        return choices.stream()
                .min(Comparator.comparingInt(choice -> distance(word, choice)))
                .orElse("");
    }

    /** How many letters must be changed, added or left out to make one of the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
