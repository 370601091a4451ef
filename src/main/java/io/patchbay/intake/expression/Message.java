package io.patchbay.intake.expression;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A raw event with its body and query read, for expressions to look into. Made for one event and one thread. */
public final class Message {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final RawEvent event;
    private final JsonNode json;
    private final FormFields form;
    private FormFields query;
    private final Map<String, JsonNode> inner = new HashMap<>();

    private Message(RawEvent event, JsonNode json, FormFields form) {
        this.event = event;
        this.json = json;
        this.form = form;
    }

    /**
     * Reads the event: a form when its content type says so, otherwise JSON. An empty body says nothing.
     *
     * @throws MalformedEvent when the body is neither, is nested deeper than 64, repeats a key, is cut off, or goes on
     *     after its end
     */
    public static Message of(RawEvent event) {
        if (isForm(event)) {
            FormFields form = FormFields.parse(new String(event.body(), StandardCharsets.UTF_8));
            return new Message(event, MissingNode.getInstance(), form);
        }
        return new Message(event, parse(event.body()), FormFields.parse(""));
    }

    static boolean isForm(RawEvent event) {
        return event.contentType().toLowerCase(Locale.ROOT).strip().startsWith(FORM);
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(body);
        } catch (StreamConstraintsException e) {
            throw new MalformedEvent("", "the JSON is nested deeper than 64, or has a name or number too long");
        } catch (IOException e) {
            throw new MalformedEvent("", "the body is not one well-formed JSON value without repeated keys");
        }
    }

    /** The body when it is JSON, else missing. */
    public JsonNode json() {
        return json;
    }

    public RawEvent event() {
        return event;
    }

    /** The JSON that the form field of that name holds, or missing when there is none. */
    public JsonNode jsonInField(String name) {
        return insideOf(form.get(name));
    }

    FormFields formFields() {
        return form;
    }

    FormFields queryFields() {
        query = query == null ? FormFields.parse(event.query()) : query;
        return query;
    }

    JsonNode header(String name) {
        String value = event.headers().get(name);
        return value == null ? MissingNode.getInstance() : TextNode.valueOf(value);
    }

    /** The JSON inside a text, or missing when the node is not a text or the text not JSON. */
    JsonNode insideOf(JsonNode text) {
        return text.isTextual() ? inner.computeIfAbsent(text.textValue(), Message::lenient) : MissingNode.getInstance();
    }

    static JsonNode lenient(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
