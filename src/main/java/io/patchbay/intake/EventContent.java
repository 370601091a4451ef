package io.patchbay.intake;

import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;

/** What a kept event says, parsed once at the most. Made for one thread at a time. */
public final class EventContent {
    private final RawEvent raw;
    private final boolean checked;
    private Message message;

    private EventContent(RawEvent raw, Message message) {
        this.raw = raw;
        this.message = message;
        this.checked = message != null;
    }

    /** Read from the database, and not parsed yet. */
    static EventContent stored(RawEvent raw) {
        return new EventContent(raw, null);
    }

    /** Parsed, and checked against its source's schema, when it came in. */
    static EventContent parsed(Message message) {
        return new EventContent(message.event(), message);
    }

    RawEvent raw() {
        return raw;
    }

    /** @throws io.patchbay.intake.expression.MalformedEvent when it cannot be read */
    Message message() {
        if (message == null) {
            message = Message.of(raw);
        }
        return message;
    }

    /** Whether it is known to fit its source's schema. */
    boolean isChecked() {
        return checked;
    }
}
