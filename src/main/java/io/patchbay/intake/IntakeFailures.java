package io.patchbay.intake;

import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.platform.OutageLog;

/** Turns what went wrong on the way in into what the sender is told. */
final class IntakeFailures {
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
        OutageLog.warn("an event could not be kept", failure);
        return IntakeProblem.notReady();
    }
}
