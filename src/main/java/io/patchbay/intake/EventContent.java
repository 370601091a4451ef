package io.patchbay.intake;

import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import java.util.function.Supplier;

/** What a kept event says, parsed once at the most. Made for one thread at a time. */
public final class EventContent {
    private final String source;
    private final byte[] body;
    private final Supplier<RawEvent> stored;
    private final boolean checked;
    private RawEvent raw;
    private Message message;

    private EventContent(String source, byte[] body, Supplier<RawEvent> stored, Message message) {
        this.source = source;
        this.body = body;
        this.stored = stored;
        this.message = message;
        this.checked = message != null;
    }

    /**
     * Read from the database, and not parsed yet, its headers neither: one row that cannot be read must not keep the others
     * from being claimed.
     */
    static EventContent stored(String source, String contentType, String query, String headers, byte[] body) {
        return new EventContent(
                source, body, () -> new RawEvent(source, contentType, query, KeptHeaders.read(headers), body), null);
    }

    /** Parsed, and checked against its source's schema, when it came in. */
    static EventContent parsed(Message message) {
        RawEvent raw = message.event();
        return new EventContent(raw.source(), raw.body(), () -> raw, message);
    }

    String source() {
        return source;
    }

    byte[] body() {
        return body;
    }

    /** @throws IllegalStateException when the headers that were kept cannot be read */
    RawEvent raw() {
        if (raw == null) {
            raw = stored.get();
        }
        return raw;
    }

    /** @throws io.patchbay.intake.expression.MalformedEvent when it cannot be read */
    Message message() {
        if (message == null) {
            message = Message.of(raw());
        }
        return message;
    }

    /** Whether it is known to fit its source's schema. */
    boolean isChecked() {
        return checked;
    }
}
