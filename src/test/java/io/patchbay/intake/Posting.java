package io.patchbay.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureScheme;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedRequest;
import io.patchbay.sandbox.RunningHub;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A delivery to a running hub's {@code /hooks/generic}: signed well, then spoiled as a test wishes. */
final class Posting {
    private static final SignatureScheme SCHEME = SignatureSchemes.of(
            SignatureConfig.of(JsonNodeFactory.instance.objectNode().put("scheme", "standard-webhooks")));

    private final byte[] body;
    private String id = "msg_" + UUID.randomUUID();
    private String secret = RunningHub.GENERIC_SECRET;
    private Instant at = Instant.now();
    private String path = "/hooks/generic";
    private final Map<String, String> replaced = new LinkedHashMap<>();

    private Posting(byte[] body) {
        this.body = body;
    }

    static Posting of(String body) {
        return new Posting(body.getBytes(StandardCharsets.UTF_8));
    }

    static Posting of(byte[] body) {
        return new Posting(body);
    }

    /** An analyzed call of which nothing is known but its id. */
    static String call(String callId) {
        return "{\"type\":\"call.analyzed\",\"data\":{\"call\":{\"id\":\"" + callId + "\"}}}";
    }

    Posting id(String value) {
        id = value;
        return this;
    }

    Posting secret(String value) {
        secret = value;
        return this;
    }

    Posting at(Instant value) {
        at = value;
        return this;
    }

    Posting path(String value) {
        path = value;
        return this;
    }

    /** Puts the header in the place of the signed one, or leaves it out for null. */
    Posting header(String name, String value) {
        replaced.put(name, value);
        return this;
    }

    /** The headers to be sent. */
    Map<String, String> headers() {
        SignedRequest signed = SCHEME.sign(
                new SignedRequest(
                        "POST",
                        "http://hub.example/hooks/generic",
                        Map.of("Content-Type", List.of("application/json")),
                        body),
                new Secret(secret),
                at,
                id);
        Map<String, String> headers = new LinkedHashMap<>();
        signed.headers().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        replaced.forEach((name, value) -> {
            headers.remove(name);
            if (value != null) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    HttpResponse<String> to(RunningHub hub) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub.url() + path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers().forEach(request::header);
        return hub.send(request);
    }
}
