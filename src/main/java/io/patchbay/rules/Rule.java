package io.patchbay.rules;

import java.util.Comparator;
import java.util.List;

/**
 * One rule as its author wrote it, with defaults filled in.
 *
 * @param group what a match means
 * @param owner the staff or team id of who answers for it
 * @param priority higher is tried first inside its class
 * @param expires the last day it is in force, {@code 2026-12-31} in UTC, or the empty string
 * @param when the CEL condition
 * @param queue the queue of a routing rule, else the empty string
 * @param level the level of a severity rule, 1 (worst) to 4, else 0
 * @param page whether a severity rule pages
 * @param overrides the queues from which a review reason takes a call, in order
 */
record Rule(
        Group group,
        String id,
        String description,
        String owner,
        Mode mode,
        long priority,
        String expires,
        String when,
        String queue,
        int level,
        boolean page,
        List<String> overrides) {

    /** What a rule is for. The order of the constants is the order in which a decision tries them. */
    enum Group {
        ROUTING,
        REVIEW,
        SEVERITY,
        ESCALATION,
        CALLBACK;

        /** The key in a rule file. */
        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    enum Mode {
        ACTIVE,
        /** Evaluated and kept in the trail, without any effect. */
        SHADOW,
        /** Not evaluated. */
        OFF;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The queues that rules choose, most important first: an earlier one wins whatever else the call is about. */
    static final List<String> PRECEDENCE =
            List.of("security", "privacy", "identity", "billing", "commercial", "support");

    /** The queue for whatever the rules may not decide. */
    static final String REVIEW_QUEUE = "review";

    /** The order in which rules are tried, whatever files and places they were written in. */
    static final Comparator<Rule> ORDER = Comparator.comparing(Rule::group)
            .thenComparing(rule -> PRECEDENCE.indexOf(rule.queue()))
            .thenComparing(Rule::level)
            .thenComparing(Comparator.comparing(Rule::priority).reversed())
            .thenComparing(Rule::id);

    Rule {
        overrides = List.copyOf(overrides);
    }

    /** The group as the trail names it: the queue of a routing rule, else the group's key. */
    String trailGroup() {
        return group == Group.ROUTING ? queue : group.key();
    }
}
