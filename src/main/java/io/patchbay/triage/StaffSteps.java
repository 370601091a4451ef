package io.patchbay.triage;

import io.patchbay.cases.Corrections;
import io.patchbay.cases.StaffAction;
import io.patchbay.cases.StaffActionResult;
import io.patchbay.cases.StaffActions;
import io.patchbay.incidents.Failures;
import org.springframework.stereotype.Component;

/** What staff do to a case that concerns more than the case: its failure, the rules. Runs in the transaction of the route. */
@Component
public class StaffSteps {
    private final StaffActions actions;
    private final Corrections corrections;
    private final Failures failures;

    StaffSteps(StaffActions actions, Corrections corrections, Failures failures) {
        this.actions = actions;
        this.corrections = corrections;
        this.failures = failures;
    }

    /** Confirms a severity, or takes it back. The failure is locked before the case, because its page may have to be claimed. */
    public StaffActionResult confirm(StaffAction.Confirm action) {
        failures.lock(actions.about(action));
        return actions.confirm(action);
    }

    /** Corrects a value of a call, which is to be decided again by the rules, like any call of which more was said. */
    public TriageBatch correct(StaffAction.Correct action) {
        return TriageBatch.of(new CallInProgress(corrections.correct(action), action));
    }

    /** Takes back what a rule had confirmed before the correction and confirms no more. */
    public StaffActionResult reconsider(TriageBatch decided) {
        CallInProgress call = decided.call();
        return actions.reconsider(call.correction(), call.report());
    }
}
