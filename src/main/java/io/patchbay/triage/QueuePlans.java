package io.patchbay.triage;

import io.patchbay.directory.Directory;
import io.patchbay.directory.Queues;
import io.patchbay.event.CallField;
import io.patchbay.event.QueuePlan;
import io.patchbay.intake.IntakeSteps;
import org.springframework.stereotype.Component;

/** What a queue does for its cases: its owner of the moment, and the dispatches to plan. */
@Component("queuePlans")
public class QueuePlans {
    private static final String REVIEW = "review";

    private final Queues queues;
    private final Directory directory;
    private final IntakeSteps intake;

    QueuePlans(Queues queues, Directory directory, IntakeSteps intake) {
        this.queues = queues;
        this.directory = directory;
        this.intake = intake;
    }

    /** Gives the calls the plan of their queue. Nothing is written back to a source that has no write-back URL. */
    public TriageBatch plan(TriageBatch batch) {
        String queue = queues.names().contains(batch.queue()) ? batch.queue() : REVIEW;
        for (CallInProgress call : batch.calls()) {
            QueuePlan plan = queues.plan(queue, call.match());
            call.plan(
                    intake.writesBack(call.report().source()) ? plan : plan.without("writeback"),
                    directory.team(call.report().text(CallField.PRODUCT_AREA)));
        }
        return batch;
    }
}
