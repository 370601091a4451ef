package io.patchbay.dispatch;

import java.util.Map;
import java.util.Set;

/**
 * A further effect that a case needs.
 *
 * @param payload what it says beyond the case
 * @param holdSeconds how long after now it is due at the earliest
 * @param actsOn the dispatch whose effect it changes, or null for the case's present ticket, message or page
 */
public record Addition(
        String caseRef,
        String destination,
        String operation,
        Map<String, String> payload,
        int holdSeconds,
        String actsOn) {

    public Addition(String caseRef, String destination, String operation, Map<String, String> payload) {
        this(caseRef, destination, operation, Map.copyOf(payload), 0, null);
    }

    /** One that says nothing beyond the case as it stands. */
    public Addition(String caseRef, String destination, String operation) {
        this(caseRef, destination, operation, Map.of());
    }

    /** The same, due at the earliest so many seconds from now: what happens meanwhile is shown by the same dispatch. */
    public Addition within(int seconds) {
        return new Addition(caseRef, destination, operation, payload, seconds, actsOn);
    }

    /** Takes back what the earlier dispatch made. */
    static Addition withdrawal(String operation, CaseQueue.Row earlier) {
        return new Addition(earlier.caseRef(), earlier.destination(), operation, Map.of(), 0, earlier.id());
    }

    /** Operations that show the case as it stands when they are sent: one that has not begun makes another needless. */
    private static final Set<String> SHOW_THE_NEWEST = Set.of(Operation.CASE_UPDATED, Operation.UPDATE_MESSAGE);

    /** Whether it waits for nothing and nothing waits for it: it goes to another source than the rest. */
    boolean standsAlone() {
        return standsAlone(operation);
    }

    static boolean standsAlone(String operation) {
        return operation.equals(Operation.CALL_JOINED);
    }

    /** Operations on the case's message, which are nothing without one. */
    boolean needsMessage() {
        return operation.equals(Operation.UPDATE_MESSAGE) || operation.equals(Operation.POST_REPLY);
    }

    boolean showsTheNewest() {
        return showsTheNewest(operation);
    }

    static boolean showsTheNewest(String operation) {
        return SHOW_THE_NEWEST.contains(operation) || Operation.withdraws(operation);
    }
}
