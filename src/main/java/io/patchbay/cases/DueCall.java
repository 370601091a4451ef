package io.patchbay.cases;

/** A call that has waited long enough for its analysis and is decided with what is known. */
public record DueCall(String source, String callId) {}
