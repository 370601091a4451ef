package io.patchbay.rules;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The door: decides calls by the rule set in force. Safe for any number of threads, while the rule set changes too. */
public final class Rules {
    private final AtomicReference<RuleSet> current = new AtomicReference<>();
    private final boolean meaning;

    public Rules(RuleSet ruleSet) {
        this(ruleSet, true);
    }

    /** @param meaning whether calls are judged by what they resemble; otherwise by exact phrases and reported fields only */
    public Rules(RuleSet ruleSet, boolean meaning) {
        this.meaning = meaning;
        use(ruleSet);
    }

    /** What the rules in force say about the call; never fails, and has no effect. */
    public Decision decide(CallReport report, AccountMatch match, Signals signals, History history) {
        RuleSet ruleSet = current.get();
        return ruleSet.decide(ruleSet.facts(report, match, signals, history));
    }

    /** The rule set in force. */
    public RuleSet current() {
        return current.get();
    }

    /** Puts another version in force, a new one or an earlier one; decisions under way end under theirs. */
    public void use(RuleSet ruleSet) {
        RuleSet used = meaning ? ruleSet : ruleSet.withoutMeaning();
        used.meaning().load();
        current.set(Objects.requireNonNull(used));
    }
}
