package io.patchbay.intake;

import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.platform.FailureName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong on the way in into what the sender is told. */
final class IntakeFailures {
    private static final Logger log = LoggerFactory.getLogger(IntakeFailures.class);

    private IntakeFailures() {}

    static IntakeProblem problem(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IntakeProblem problem) {
                return problem;
            }
            if (cause instanceof MalformedEvent malformed) {
                return IntakeProblem.malformed(malformed.getMessage());
            }
            if (cause instanceof DeliveryConflict conflict) {
                return IntakeProblem.conflict(conflict.getMessage());
            }
        }
        log.warn("an event could not be kept: {}", FailureName.of(failure));
        return IntakeProblem.notReady();
    }
}
