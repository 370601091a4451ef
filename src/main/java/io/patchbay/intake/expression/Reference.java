package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.platform.NearestName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Where in an event a value stands: {@code /json/pointer}, {@code form:NAME}, {@code query:NAME}, {@code header:NAME},
 * each of which may go on with {@code #/pointer} into the JSON that the text holds; or {@code body_hash}, {@code signed_id}
 * and {@code signed_hash}, which are there only while the event is taken in.
 */
public final class Reference {
    /** Where in a request a value stands. */
    public enum Place {
        JSON,
        FORM,
        QUERY,
        HEADER,
        BODY_HASH,
        SIGNED_ID,
        SIGNED_HASH
    }

    private static final Map<String, Place> WORDS =
            Map.of("body_hash", Place.BODY_HASH, "signed_id", Place.SIGNED_ID, "signed_hash", Place.SIGNED_HASH);

    private final String text;
    private final Place place;
    private final String name;
    private final Pointer pointer;
    private final Pointer inner;

    private Reference(String text, Place place, String name, Pointer pointer, Pointer inner) {
        this.text = text;
        this.place = place;
        this.name = name;
        this.pointer = pointer;
        this.inner = inner;
    }

    /** @throws Unreadable when the text is none of the forms */
    public static Reference parse(String text) {
        if (WORDS.containsKey(text)) {
            return new Reference(text, WORDS.get(text), "", null, null);
        }
        int hash = text.indexOf("#/");
        String outside = hash < 0 ? text : text.substring(0, hash);
        Pointer inner = hash < 0 ? null : pointer(text.substring(hash + 1));
        if (outside.startsWith("/")) {
            return new Reference(text, Place.JSON, "", pointer(outside), inner);
        }
        int colon = outside.indexOf(':');
        Place place = place(colon < 0 ? outside : outside.substring(0, colon), colon < 0);
        String name = outside.substring(colon + 1).strip();
        if (name.isEmpty()) {
            throw new Unreadable("'" + text + "' names nothing", "write a name after the colon, like form:CallSid");
        }
        return new Reference(text, place, name, null, inner);
    }

    private static Place place(String written, boolean bare) {
        for (Place place : new Place[] {Place.FORM, Place.QUERY, Place.HEADER}) {
            if (!bare && place.name().toLowerCase(Locale.ROOT).equals(written)) {
                return place;
            }
        }
        String message = "'" + written + "' is not a place where a value can stand";
        throw bare
                ? new Unreadable(message, "did you mean '/" + written + "' or 'const: " + written + "'?")
                : new Unreadable(
                        message,
                        NearestName.fix(
                                written,
                                Arrays.asList("form", "query", "header", "body_hash", "signed_id", "signed_hash")));
    }

    static Pointer pointer(String text) {
        try {
            return Pointer.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("'" + text + "' is not a JSON pointer", "write ~ in a name as ~0, and / as ~1");
        }
    }

    /** What stands there, or missing. */
    public JsonNode read(Message message) {
        JsonNode found =
                switch (place) {
                    case JSON -> pointer.read(message.json());
                    case FORM -> message.formFields().get(name);
                    case QUERY -> message.queryFields().get(name);
                    case HEADER -> message.header(name);
                    case BODY_HASH -> TextNode.valueOf(message.event().bodyHash());
                    case SIGNED_ID -> TextNode.valueOf(message.signed().id());
                    case SIGNED_HASH -> TextNode.valueOf(message.signed().contentHash());
                };
        return inner == null ? found : inner.read(message.insideOf(found));
    }

    public Place place() {
        return place;
    }

    /** The name of the field, parameter or header, or the empty string. */
    public String name() {
        return name;
    }

    boolean isOfSignature() {
        return place == Place.SIGNED_ID || place == Place.SIGNED_HASH;
    }

    /** The pointer into the body, or null. */
    Pointer pointer() {
        return pointer;
    }

    /** The pointer into the JSON that the text holds, or null. */
    Pointer inner() {
        return inner;
    }

    @Override
    public String toString() {
        return text;
    }
}
