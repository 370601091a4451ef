package io.patchbay.intake;

/**
 * An event whose triage has ended.
 *
 * @param state {@code done} or {@code quarantined}
 * @param caseRef the case it led to, or the empty string
 * @param reason why it was set aside, or the empty string
 */
public record EndedEvent(KeptEvent event, String state, String caseRef, String reason) {
    /** An event all of whose effects are kept. */
    public static EndedEvent done(KeptEvent event, String caseRef) {
        return new EndedEvent(event, "done", caseRef, "");
    }
}
