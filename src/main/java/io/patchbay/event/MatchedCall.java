package io.patchbay.event;

/**
 * A call together with what the directory says about its caller.
 *
 * @param caseRef the call's case, or the empty string before it has one
 */
public record MatchedCall(CallReport report, AccountMatch match, String caseRef) {}
