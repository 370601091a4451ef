package io.patchbay.dispatch;

import java.util.Objects;

/**
 * What a change of queue or account means for a case's ticket and message.
 *
 * @param ticket whether the case gets another ticket
 * @param message whether the case gets another message
 * @param reason why the old ones stand no more
 */
public record Relocation(boolean ticket, boolean message, WithdrawalReason reason) {
    /** Ticket and message stay where they are. */
    public static final Relocation NONE = new Relocation(false, false, WithdrawalReason.MOVED);

    public Relocation {
        Objects.requireNonNull(reason);
    }

    public boolean isNone() {
        return !ticket && !message;
    }

    /** Whether comments that were not sent yet go to the new ticket and thread. */
    boolean carries() {
        return reason == WithdrawalReason.MOVED || reason == WithdrawalReason.RESTRICTED;
    }
}
