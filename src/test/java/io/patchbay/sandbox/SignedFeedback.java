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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One webhook of a tool, signed as the tool signs; the same body again is the same delivery again. Every tool's secret is {@link #SECRET}. */
public record SignedFeedback(String source, String scheme, String contentType, String body) {
    public static final String SECRET = "a-tools-own-secret-0123456789";

    public static SignedFeedback jira(String body) {
        return new SignedFeedback("jira", "jira", "application/json", body);
    }

    public static SignedFeedback pagerDuty(String body) {
        return new SignedFeedback("pagerduty", "pagerduty-v3", "application/json", body);
    }

    public static SignedFeedback slack(String form) {
        return new SignedFeedback("slack", "slack-v0", "application/x-www-form-urlencoded", form);
    }

    public static SignedFeedback alertmanager(String body) {
        return new SignedFeedback("alertmanager", "bearer", "application/json", body);
    }

    public static SignedFeedback statuspage(String body) {
        return new SignedFeedback("statuspage", "url-token", "application/json", body);
    }

    /** What switches the tools' sources on. */
    public static Map<String, String> settings() {
        return Map.of(
                "SOURCE_JIRA_SECRET", SECRET,
                "SOURCE_PAGERDUTY_SECRET", SECRET,
                "SOURCE_SLACK_SECRET", SECRET,
                "SOURCE_ALERTMANAGER_SECRET", SECRET,
                "SOURCE_STATUSPAGE_SECRET", SECRET);
    }

    public HttpResponse<String> post(RunningHub hub) {
        return hub.send(request(URI.create(hub.url())));
    }

    /** The signed request to that hub. */
    public HttpRequest.Builder request(URI hub) {
        SignatureScheme signing = SignatureSchemes.of(
                SignatureConfig.of(JsonNodeFactory.instance.objectNode().put("scheme", scheme)));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SignedRequest signed = signing.sign(
                new SignedRequest(
                        "POST",
                        "http://hub.example/hooks/" + source,
                        Map.of("Content-Type", List.of(contentType)),
                        bytes),
                new Secret(SECRET),
                Instant.now(),
                UUID.nameUUIDFromBytes(bytes).toString());
        // A token may stand in the path instead of a header.
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        hub.resolve(URI.create(signed.url()).getPath()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        signed.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request;
    }
}
