package io.patchbay.intake.mapping;

import io.patchbay.event.Phase;
import io.patchbay.intake.source.Answer;
import java.util.Optional;

/**
 * What the door has to know of an event (Envelope Wrapper).
 *
 * @param deliveryKey tells this delivery from every other of its source, 1 to 255 characters: the delivery's own id, or
 *     {@code sha256:} and a hash where the sender gives none, or one that is too long
 * @param type the sender's name for this kind of event, or the empty string
 * @param callId the sender's id of the call, 1 to 255 characters; or the empty string when the event names none
 * @param phase what the event tells of the call; empty for an event that is only kept
 * @param answer what the sender gets when the event is kept; empty for our own 202
 * @param acknowledges whether the event says that an update was seen, and nothing of a call
 * @param challenge whether the event only asks for {@code answer} and is not to be kept
 */
public record Envelope(
        String deliveryKey,
        String type,
        String callId,
        Optional<Phase> phase,
        Optional<Answer> answer,
        boolean acknowledges,
        boolean challenge) {

    /** Without the ids: a sender may make them of telephone numbers. */
    @Override
    public String toString() {
        return "Envelope[" + phase.map(Phase::wireName).orElse("no phase") + "]";
    }
}
