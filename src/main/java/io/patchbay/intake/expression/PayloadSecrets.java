package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Secrets that senders put into their events: taken out before an event is stored. */
public final class PayloadSecrets {
    private static final List<String> CREDENTIAL_HEADERS = List.of("Authorization", "Proxy-Authorization", "Cookie");

    private PayloadSecrets() {}

    /**
     * The event of the message without what stands at these references and without the headers that carry credentials. A body or query
     * is written anew only where something was taken out; its envelope stays the same unless it came of what was taken.
     * Keys and hashes are made of the event as received, before this.
     */
    public static RawEvent without(Message message, List<Reference> secrets) {
        RawEvent event = message.event();
        Map<String, String> headers = headers(event, secrets);
        String query = event.query();
        byte[] body = event.body();
        if (anyThere(secrets, Reference.Place.QUERY, message)) {
            query = without(message.queryFields(), Reference.Place.QUERY, secrets);
        }
        if (anyThere(secrets, Reference.Place.FORM, message)) {
            body = bytes(without(message.formFields(), Reference.Place.FORM, secrets));
        } else if (anyThere(secrets, Reference.Place.JSON, message)) {
            body = bytes(Json.write(without(message.json(), secrets)));
        }
        return new RawEvent(event.source(), event.contentType(), query, headers, body);
    }

    /**
     * The event when nobody can read its body. Where any secret may stand in the body or query, that is left out as a
     * whole, for nothing in it can be found.
     */
    public static RawEvent unread(RawEvent event, List<Reference> secrets) {
        boolean query = secrets.stream().anyMatch(secret -> secret.place() == Reference.Place.QUERY);
        boolean body = secrets.stream()
                .anyMatch(secret -> secret.place() == Reference.Place.FORM || secret.place() == Reference.Place.JSON);
        return new RawEvent(
                event.source(),
                event.contentType(),
                query ? "" : event.query(),
                headers(event, secrets),
                body ? new byte[0] : event.body());
    }

    private static Map<String, String> headers(RawEvent event, List<Reference> secrets) {
        if (event.headers().keySet().stream().noneMatch(name -> isSecret(name, secrets))) {
            return event.headers();
        }
        Map<String, String> headers = new TreeMap<>(event.headers());
        headers.keySet().removeIf(name -> isSecret(name, secrets));
        return headers;
    }

    private static boolean isSecret(String header, List<Reference> secrets) {
        return CREDENTIAL_HEADERS.stream().anyMatch(header::equalsIgnoreCase)
                || secrets.stream()
                        .anyMatch(secret -> secret.place() == Reference.Place.HEADER
                                && secret.name().equalsIgnoreCase(header));
    }

    private static boolean anyThere(List<Reference> secrets, Reference.Place place, Message message) {
        return secrets.stream()
                .anyMatch(secret ->
                        secret.place() == place && !secret.read(message).isMissingNode());
    }

    private static JsonNode without(JsonNode json, List<Reference> secrets) {
        JsonNode cleaned = json.deepCopy();
        secrets.stream()
                .filter(secret -> secret.place() == Reference.Place.JSON)
                .forEach(secret -> secret.pointer().remove(cleaned));
        return cleaned;
    }

    private static String without(FormFields form, Reference.Place place, List<Reference> secrets) {
        FormFields cleaned = form;
        for (Reference secret : secrets) {
            if (secret.place() == place) {
                cleaned = cleaned.change(secret.name(), value -> without(value, secret.inner()));
            }
        }
        return cleaned.encode();
    }

    /** The value without what stands inside it, or null when all of it goes. */
    private static String without(String value, Pointer inner) {
        JsonNode json = inner == null ? null : Message.lenient(value);
        if (json == null || json.isMissingNode()) {
            return null;
        }
        inner.remove(json);
        return Json.write(json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
