package io.patchbay.rules;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.meaning.Meaning;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Routing, review, severity, escalation and callback rules with their lexicon and examples, as one immutable version. The
 * same facts give the same decision for ever: nothing but them and the rules themselves is read, no clock, no store, no network.
 */
public final class RuleSet {
    /** Rules that decide nothing. */
    public static final RuleSet NONE = of(List.of(), Lexicon.EMPTY);

    private final String content;
    private final String hash;
    private final List<CompiledRule> rules;
    private final Lexicon lexicon;
    private final List<OwnExample> examples;
    private final Meaning meaning;
    private final String judged;

    private RuleSet(List<CompiledRule> rules, Lexicon lexicon, List<OwnExample> examples) {
        this.rules = rules.stream()
                .sorted(Comparator.comparing(CompiledRule::rule, Rule.ORDER))
                .toList();
        this.lexicon = lexicon;
        this.examples = examples;
        this.meaning = Meaning.shipped().with(OwnExample.examples(examples));
        this.judged = meaning.model();
        this.content = RuleSetContent.write(
                this.rules.stream().map(CompiledRule::rule).toList(), lexicon, examples, meaning.model());
        this.hash = RuleSetContent.hash(content);
    }

    private RuleSet(RuleSet other, String content, String judged, Meaning meaning) {
        this.rules = other.rules;
        this.lexicon = other.lexicon;
        this.examples = other.examples;
        this.meaning = meaning;
        this.judged = judged;
        this.content = content;
        this.hash = RuleSetContent.hash(content);
    }

    static RuleSet of(List<CompiledRule> rules, Lexicon lexicon) {
        return of(rules, lexicon, List.of());
    }

    static RuleSet of(List<CompiledRule> rules, Lexicon lexicon, List<OwnExample> examples) {
        return new RuleSet(rules, lexicon, examples);
    }

    /**
     * The rule set of that content, as {@link #content()} gave it.
     *
     * @throws IllegalStateException when it is no such content, or holds a condition this version does not understand
     */
    public static RuleSet ofContent(String content) {
        RuleSetContent read = RuleSetContent.read(content);
        try {
            List<CompiledRule> rules =
                    read.rules().stream().map(CompiledRule::of).toList();
            RuleSet compiled = new RuleSet(rules, read.lexicon(), read.examples());
            return new RuleSet(compiled, content, read.model(), compiled.meaning);
        } catch (ConditionException e) {
            throw new IllegalStateException("a stored rule set cannot be used: " + e.getMessage(), e);
        }
    }

    /** SHA-256 of {@link #content()} in hexadecimal: the version's name. */
    public String hash() {
        return hash;
    }

    /** Every rule and phrase in canonical JSON: the same for the same rules, however their files are laid out. */
    public String content() {
        return content;
    }

    /** What the rules see of a call. */
    public Facts facts(CallReport report, AccountMatch match, Signals signals, History history) {
        return Facts.of(report, match, signals, history, lexicon, meaning);
    }

    /** The same rules, which judge nothing by its meaning: they go by exact phrases and by what a source reports. */
    RuleSet withoutMeaning() {
        return new RuleSet(this, content, judged, Meaning.OFF);
    }

    /** Decides: total and pure. A rule that cannot be evaluated counts as not matched and sends the call to review. */
    public Decision decide(Facts facts) {
        return new Deciding(this, facts).decide();
    }

    /** Decides without keeping the trail. */
    Decision decideOnly(Facts facts) {
        return new Deciding(this, facts).decideOnly();
    }

    /**
     * The stored decision made again from the facts it saw.
     *
     * @throws IllegalArgumentException when another rule set made it
     */
    public Replay replay(Decision stored) {
        if (!stored.ruleSet().equals(hash)) {
            throw new IllegalArgumentException("the decision was made by rule set " + stored.ruleSet());
        }
        return Replay.of(stored, decide(Facts.stored(stored.facts())));
    }

    /**
     * The ids of the severity rules that page, in force or tried out, and whose condition may hold for one caller who is not
     * verified. Conservative: a rule that is not here pages for such a caller only together with other accounts.
     */
    public List<String> pagingForUnverified() {
        return rules.stream()
                .filter(CompiledRule::pagesForUnverified)
                .map(compiled -> compiled.rule().id())
                .toList();
    }

    /** The rules in the order they are tried. */
    List<CompiledRule> rules() {
        return rules;
    }

    Lexicon lexicon() {
        return lexicon;
    }

    RuleSet withExample(OwnExample example) {
        List<OwnExample> more = Stream.concat(examples.stream(), Stream.of(example))
                .distinct()
                .sorted(OwnExample.ORDER)
                .toList();
        return new RuleSet(rules, lexicon, more);
    }

    /** The facts that come from the meaning of those texts, by name. */
    Map<String, Object> heard(List<String> texts) {
        Evidence evidence = new Evidence(null, null, null, null, lexicon, meaning.hear(texts));
        Map<String, Object> facts = new LinkedHashMap<>();
        Fact.HEARD.forEach(fact -> facts.put(fact.path(), fact.from(evidence)));
        return facts;
    }

    Meaning meaning() {
        return meaning;
    }

    /** Which model with which examples judged when the rule set was made; empty before there was any. */
    String judged() {
        return judged;
    }

    /** What the company added to the examples that come with the hub. */
    List<OwnExample> examples() {
        return examples;
    }
}
