package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Cases and plans for tests. */
final class Briefs {
    static final QueuePlan.Step TICKET = new QueuePlan.Step("jira", Operation.CREATE_ISSUE, "", null, false);
    static final QueuePlan.Step MESSAGE =
            new QueuePlan.Step("slack", Operation.POST_MESSAGE, Operation.CREATE_ISSUE, null, false);
    static final QueuePlan.Step PAGE =
            new QueuePlan.Step("pagerduty", Operation.TRIGGER, Operation.CREATE_ISSUE, Duration.ofSeconds(60), true);
    static final QueuePlan.Step WRITE_BACK =
            new QueuePlan.Step("writeback", Operation.CASE_UPDATED, Operation.POST_MESSAGE, null, false);

    private Briefs() {}

    static QueuePlan plan(QueuePlan.Step... steps) {
        return new QueuePlan("support", owner(), false, List.of(steps));
    }

    static CaseBrief unconfirmed(String ref) {
        return brief(ref, Severity.UNCONFIRMED);
    }

    static CaseBrief paging(String ref) {
        return brief(ref, new Severity(1, "rule:three-accounts", true));
    }

    private static Person owner() {
        return new Person("sam", "Sam", "", "", "owner of queue support");
    }

    private static CaseBrief brief(String ref, Severity severity) {
        CaseBrief.Matter matter = new CaseBrief.Matter(
                "", "", "", "none", "", "", "", "", "", "", "", "", "", "", "", 0, "", "", "", "", "", false, true,
                "line");
        return new CaseBrief(
                ref,
                "generic",
                "call-" + ref,
                "support",
                false,
                "open",
                false,
                owner(),
                severity,
                matter,
                "support-default",
                List.of(),
                List.of(),
                1,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                List.of());
    }
}
