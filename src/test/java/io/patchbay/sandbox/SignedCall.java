package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureScheme;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One delivery to {@code /hooks/generic}, signed as Standard Webhooks prescribes. */
public record SignedCall(String webhookId, byte[] body, Instant at) {
    private static final SignatureScheme SCHEME = SignatureSchemes.of(
            SignatureConfig.of(JsonNodeFactory.instance.objectNode().put("scheme", "standard-webhooks")));

    public static SignedCall of(String webhookId, byte[] body) {
        return new SignedCall(webhookId, body, Instant.now());
    }

    /** The signed request, to be sent or spoiled first. */
    public SignedRequest signed() {
        return SCHEME.sign(
                new SignedRequest(
                        "POST",
                        "http://hub.example/hooks/generic",
                        Map.of("Content-Type", List.of("application/json")),
                        body),
                new Secret(RunningHub.GENERIC_SECRET),
                at,
                webhookId);
    }

    public HttpResponse<String> post(RunningHub hub) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/generic"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signed().headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return hub.send(request);
    }
}
