package io.patchbay.event;

/**
 * A dialog that a member of staff asked for on the message of a case.
 *
 * @param trigger what Slack gave with the request; it lives for three seconds
 * @param kind {@code confirm} or {@code lower}, the severity
 * @param brief the case as it stands
 */
public record DialogRequest(String trigger, String kind, CaseBrief brief) {
    @Override
    public String toString() {
        return "DialogRequest[" + brief.ref() + ", " + kind + "]";
    }
}
