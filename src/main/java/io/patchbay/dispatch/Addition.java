package io.patchbay.dispatch;

import java.util.Map;
import java.util.Set;

/**
 * A further effect that a case needs.
 *
 * @param payload what it says beyond the case
 */
record Addition(String caseRef, String destination, String operation, Map<String, String> payload) {
    /** Operations that show the case as it stands when they are sent: one that has not begun makes another needless. */
    private static final Set<String> SHOW_THE_NEWEST = Set.of(Operation.CASE_UPDATED, Operation.UPDATE_MESSAGE);

    /** Whether it waits for nothing and nothing waits for it: it goes to another source than the rest. */
    boolean standsAlone() {
        return standsAlone(operation);
    }

    static boolean standsAlone(String operation) {
        return operation.equals(Operation.CALL_JOINED);
    }

    boolean showsTheNewest() {
        return SHOW_THE_NEWEST.contains(operation);
    }
}
