package io.patchbay.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.UpdateSeen;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.source.SourceConfig;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code update.acknowledged}, by which a source that is told about incidents says that an update was seen. It is
 * the same for every such source, whatever its own events look like, and signed like them.
 */
public final class Acknowledgements {
    /** The type of such an event. */
    public static final String TYPE = "update.acknowledged";

    private static final int LONGEST_BODY = 4_096;
    private static final int LONGEST_ID = 40;
    private static final int LONGEST_REF = 16;

    private Acknowledgements() {}

    /** Whether the event is one. Most are none, and are told by their bytes. */
    public static boolean is(SourceConfig source, Message message) {
        return may(source, message.event()) && is(message.json());
    }

    private static boolean may(SourceConfig source, RawEvent event) {
        return source.kind() == SourceConfig.Kind.CALL
                && source.writeBack().isPresent()
                && event.body().length <= LONGEST_BODY
                && new String(event.body(), StandardCharsets.ISO_8859_1).contains(TYPE);
    }

    private static boolean is(JsonNode json) {
        return json.path("type").asText().equals(TYPE);
    }

    /** @throws MalformedEvent when it does not say which update and which case */
    public static UpdateSeen read(Message message) {
        JsonNode data = message.json().path("data");
        return new UpdateSeen(
                message.event().source(), text(data, "update_id", LONGEST_ID), text(data, "case", LONGEST_REF));
    }

    private static String text(JsonNode data, String name, int longest) {
        String text = data.path(name).isTextual() ? data.path(name).textValue() : "";
        if (text.isEmpty() || text.length() > longest) {
            throw new MalformedEvent("/data/" + name, "is the one of the incident.updated that was seen");
        }
        return text;
    }
}
