package io.patchbay.triage;

import org.springframework.stereotype.Component;

/**
 * The last decision of triage for a call: a call without a case gets one, and the case of one that has it is revised. Runs in
 * the transaction of the route.
 */
@Component("caseAssignment")
public class CaseAssignment {
    private final CaseAdmission admission;
    private final CaseRevision revision;

    CaseAssignment(CaseAdmission admission, CaseRevision revision) {
        this.admission = admission;
        this.revision = revision;
    }

    /** Gives every call of the batch its case, all at once, then revises the cases of the others, one by one. */
    public TriageBatch assign(TriageBatch batch) {
        admission.admit(
                batch.calls().stream().filter(call -> call.call().isDecide()).toList());
        batch.calls().stream().filter(call -> call.call().isRevise()).forEach(call -> revision.revise(call, batch));
        return batch;
    }
}
