package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every vector of {@code vectors/signatures.json}: constants of the vendors' own tests and documentation, requests that
 * their libraries signed, and mutations of both. What may go either way, or goes our way, is listed here by name.
 */
class SignatureVectorsTest {
    private static final Instant NEVER_MIND = Instant.parse("2026-08-20T17:00:00Z");

    /** Official libraries disagree about these; this is what we do. */
    private static final Map<String, Boolean> EITHER_WAY = Map.of("twilio-query-apostrophe-normalised", true);

    /** Tokens for something other than a webhook: their signature is right and their claims are not. */
    private static final String TOKEN_ONLY = "vonage-jwt-hs256-signature-only";

    /** A scheme that signs neither query nor body, which we do not offer. */
    private static final String REFUSED_SCHEME = "plivo-v2";

    private static final Map<String, String> SCHEMES = Map.ofEntries(
            Map.entry("twilio-hmac-sha1-url-params", "twilio"),
            Map.entry("standard-webhooks-v1", "standard-webhooks"),
            Map.entry("standard-webhooks-v1a-ed25519", "standard-webhooks-ed25519"),
            Map.entry("retell-v-d", "retell"),
            Map.entry("slack-v0", "slack-v0"),
            Map.entry("pagerduty-v3", "pagerduty-v3"),
            Map.entry("elevenlabs-t-v0", "elevenlabs"),
            Map.entry(TOKEN_ONLY, "vonage-jwt"),
            Map.entry("vonage-jwt-hs256", "vonage-jwt"),
            Map.entry("telnyx-ed25519", "telnyx-ed25519"),
            Map.entry("plivo-v3", "plivo-v3"),
            Map.entry(REFUSED_SCHEME, "plivo-v3"),
            Map.entry("x-hub-signature-256", "x-hub-signature-256"),
            Map.entry("jira-x-hub-signature", "jira"),
            Map.entry("static-header-secret", "header-token"),
            Map.entry("static-bearer", "bearer"),
            Map.entry("static-basic", "basic"),
            Map.entry("url-token", "url-token"),
            Map.entry("bland-hmac-sha256-hex", "bland"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void vector_hasItsVerdict(String id, JsonNode vector) {
        boolean ours = !Set.of(TOKEN_ONLY, REFUSED_SCHEME)
                .contains(vector.path("scheme").asText());
        boolean expected = ours && vector.path("expect").asText().equals("accept");

        Verdict verdict = verdict(vector);

        assertThat(verdict.accepted())
                .as("%s", verdict)
                .isEqualTo(vector.path("optional").asBoolean() ? EITHER_WAY.get(id) : expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokenOnlyVectors")
    void token_isAuthenticWhateverItsClaims(String id, JsonNode vector) {
        String header = vector.path("headers").path("Authorization").asText();
        List<Secret> secrets = List.of(secret(vector));

        if (vector.path("expect").asText().equals("accept")) {
            assertThatNoRefusal(() -> VonageJwtScheme.authenticClaims(header, secrets));
        } else {
            assertThatThrownBy(() -> VonageJwtScheme.authenticClaims(header, secrets))
                    .hasMessage("MISMATCH");
        }
    }

    private static void assertThatNoRefusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        org.assertj.core.api.Assertions.assertThatNoException().isThrownBy(call);
    }

    @Test
    void everyVector_isRun() throws IOException {
        assertThat(vectors()).hasSize(157);
        assertThat(vectors()
                        .filter(vector ->
                                ((JsonNode) vector[1]).path("optional").asBoolean()))
                .hasSameSizeAs(EITHER_WAY.keySet());
    }

    @Test
    void verdict_keepsWhatWasSigned() throws IOException {
        JsonNode vector = vectors()
                .map(arguments -> (JsonNode) arguments[1])
                .filter(candidate -> candidate.path("id").asText().equals("svix-docs"))
                .findFirst()
                .orElseThrow();

        Verdict verdict = verdict(vector);

        assertThat(verdict.signedId()).contains("msg_loFOjxBNrRLzqYUf");
        assertThat(verdict.signedAt()).contains(Instant.ofEpochSecond(1731705121));
    }

    static Stream<Object[]> vectors() throws IOException {
        List<Object[]> vectors = new ArrayList<>();
        try (InputStream stream = SignatureVectorsTest.class.getResourceAsStream("/vectors/signatures.json")) {
            Json.read(stream.readAllBytes())
                    .forEach(vector ->
                            vectors.add(new Object[] {vector.path("id").asText(), vector}));
        }
        return vectors.stream();
    }

    static Stream<Object[]> tokenOnlyVectors() throws IOException {
        return vectors()
                .filter(vector -> ((JsonNode) vector[1]).path("scheme").asText().equals(TOKEN_ONLY));
    }

    private static Verdict verdict(JsonNode vector) {
        if (vector.path("secret_or_public_key").asText().isEmpty()) {
            assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
            return Verdict.refused(Verdict.Reason.NO_SECRET);
        }
        Map<String, List<String>> headers = new HashMap<>();
        vector.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        SignedRequest request = new SignedRequest(
                vector.path("method").asText(),
                vector.path("url").asText().replaceFirst("//[^/]*@", "//"),
                headers,
                vector.path("body").asText().getBytes(StandardCharsets.UTF_8));
        Instant now = vector.path("now_epoch_seconds").isNull()
                ? NEVER_MIND
                : Instant.ofEpochSecond(vector.path("now_epoch_seconds").asLong());
        return SignatureSchemes.of(config(vector)).verify(request, List.of(secret(vector)), now);
    }

    private static Secret secret(JsonNode vector) {
        String text = vector.path("secret_or_public_key").asText();
        boolean basic = vector.path("scheme").asText().equals("static-basic");
        return new Secret(basic ? text.substring(text.indexOf(':') + 1) : text);
    }

    private static SignatureConfig config(JsonNode vector) {
        String scheme = vector.path("scheme").asText();
        JsonNode said = vector.path("config");
        Map<String, String> options = new HashMap<>();
        if (scheme.equals("vapi-hmac")) {
            options.put("header", said.path("signatureHeader").asText());
            options.put("payloadFormat", said.path("payloadFormat").asText());
            options.put("algorithm", said.path("algorithm").asText());
            options.put("encoding", said.path("signatureEncoding").asText());
            options.put("prefix", said.path("signaturePrefix").asText());
            return new SignatureConfig("vapi-hmac", options);
        }
        String url = vector.path("url").asText();
        if (scheme.startsWith("twilio") && url.contains("@")) {
            options.put("urlCredentials", url.substring("https://".length(), url.indexOf('@')));
        }
        if (scheme.equals("static-basic")) {
            options.put("username", vector.path("secret_or_public_key").asText().split(":")[0]);
        }
        said.properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        return new SignatureConfig(SCHEMES.get(scheme), options);
    }
}
