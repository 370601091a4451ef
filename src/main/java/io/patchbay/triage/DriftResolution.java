package io.patchbay.triage;

/**
 * A person's request that a case takes what a tool holds.
 *
 * @param who the directory's id of the person
 */
public record DriftResolution(String driftId, String who, String why) {}
