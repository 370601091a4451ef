package io.patchbay.intake.expression;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.platform.Json;
import io.patchbay.platform.TooManyNamesException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A raw event with its body and query read, for expressions to look into. Made for one event and one thread. */
public final class Message {
    private final RawEvent event;
    private final JsonNode json;
    private final FormFields form;
    private final Signed signed;
    private FormFields query;
    private final Map<String, JsonNode> inner = new HashMap<>();

    private Message(RawEvent event, JsonNode json, FormFields form, Signed signed) {
        this.event = event;
        this.json = json;
        this.form = form;
        this.signed = signed;
    }

    /** Reads an event of whose signature nothing needs to be known. */
    public static Message of(RawEvent event) {
        return of(event, Signed.NOTHING);
    }

    /**
     * Reads the event: as JSON or as a form, whichever its body looks like. The content type is not asked: no sender signs
     * it, and whoever changes it must not change what is read. An empty body says nothing.
     *
     * @throws MalformedEvent when the body is neither, is nested deeper than 64, repeats a key, is cut off, or goes on
     *     after its end
     */
    public static Message of(RawEvent event, Signed signed) {
        if (isForm(event.body())) {
            FormFields form = FormFields.parse(new String(event.body(), StandardCharsets.UTF_8));
            return new Message(event, MissingNode.getInstance(), form, signed);
        }
        return new Message(event, parse(event.body()), FormFields.parse(""), signed);
    }

    /** The event without its body, which nobody can read. */
    public static Message unread(RawEvent event, Signed signed) {
        return new Message(event, MissingNode.getInstance(), FormFields.parse(""), signed);
    }

    /**
     * The same for reading the event again without parsing it, or null when what is kept of it differs in body or query.
     *
     * @param kept the event as it is kept
     */
    public Message asKept(RawEvent kept) {
        return kept.body() == event.body() && kept.query().equals(event.query())
                ? new Message(kept, json, form, Signed.NOTHING)
                : null;
    }

    /** A form has a name before an equals sign; a JSON text that has one begins with a brace, a bracket or a quote. */
    private static boolean isForm(byte[] body) {
        for (byte each : body) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return "{[\"<".indexOf(each) < 0 && hasEquals(body);
            }
        }
        return false;
    }

    private static boolean hasEquals(byte[] body) {
        for (byte each : body) {
            if (each == '=') {
                return true;
            }
        }
        return false;
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(body);
        } catch (TooManyNamesException e) {
            throw MalformedEvent.refusal(
                    "the JSON has more than " + TooManyNamesException.MOST_NAMES + " different names");
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

    public Signed signed() {
        return signed;
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
