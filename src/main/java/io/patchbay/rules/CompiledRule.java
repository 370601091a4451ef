package io.patchbay.rules;

import java.time.LocalDate;

/** A rule with its condition ready to be asked. */
record CompiledRule(Rule rule, Condition condition) {

    /** @throws ConditionException when the condition cannot be used */
    static CompiledRule of(Rule rule) {
        return new CompiledRule(rule, Condition.compile(rule.when(), Vocabulary.of(rule.group())));
    }

    /** Whether the rule is tried for a call of that time: it is not off, and the call is not past its last day. */
    boolean inForce(Facts facts) {
        return rule.mode() != Rule.Mode.OFF
                && (rule.expires().isEmpty() || !facts.after(LocalDate.parse(rule.expires())));
    }

    boolean is(Rule.Group group) {
        return rule.group() == group;
    }

    /** Whether the rule can page for one caller who is not verified, now or once it is taken out of shadow. */
    boolean pagesForUnverified() {
        return rule.page()
                && is(Rule.Group.SEVERITY)
                && rule.mode() != Rule.Mode.OFF
                && !UnverifiedCallers.neverMeet(condition.ast());
    }

    boolean active() {
        return rule.mode() == Rule.Mode.ACTIVE;
    }
}
