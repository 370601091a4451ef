package io.patchbay.intake.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The vectors of {@code vectors/signatures.json}, and what of them goes either way, or goes our way. */
public final class SignatureVectors {
    /** Official libraries disagree about these; this is what we do. */
    static final Map<String, Boolean> EITHER_WAY = Map.of("twilio-query-apostrophe-normalised", true);

    /** Tokens for something other than a webhook: their signature is right and their claims are not. */
    static final String TOKEN_ONLY = "vonage-jwt-hs256-signature-only";

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

    /** Vapi's names in a credential, and ours. */
    private static final Map<String, String> VAPI_OPTIONS = Map.of(
            "signatureHeader", "header",
            "timestampHeader", "timestampHeader",
            "messageIdHeader", "idHeader",
            "payloadFormat", "payloadFormat",
            "algorithm", "algorithm",
            "signatureEncoding", "encoding",
            "signaturePrefix", "prefix",
            "secretIsBase64", "secretIsBase64");

    private SignatureVectors() {}

    public static List<JsonNode> all() {
        List<JsonNode> vectors = new ArrayList<>();
        try (InputStream stream = SignatureVectors.class.getResourceAsStream("/vectors/signatures.json")) {
            Json.read(stream.readAllBytes()).forEach(vectors::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vectors;
    }

    /** The verdicts that the vector's request may have: one, or both for an optional vector that we have no word on. */
    public static Set<Boolean> expected(JsonNode vector) {
        boolean ours = !Set.of(TOKEN_ONLY, REFUSED_SCHEME)
                .contains(vector.path("scheme").asText());
        if (vector.path("optional").asBoolean()) {
            Boolean word = EITHER_WAY.get(vector.path("id").asText());
            return word == null ? Set.of(true, false) : Set.of(word);
        }
        return Set.of(ours && vector.path("expect").asText().equals("accept"));
    }

    /** The answers that the vector's request may have from a hub. */
    public static List<Integer> statuses(JsonNode vector) {
        return expected(vector).stream().map(accepted -> accepted ? 202 : 401).toList();
    }

    static Secret secret(JsonNode vector) {
        return new Secret(secretText(vector));
    }

    /** The secret as the source has it, or the empty string. */
    public static String secretText(JsonNode vector) {
        String text = vector.path("secret_or_public_key").asText();
        boolean basic = vector.path("scheme").asText().equals("static-basic");
        return basic ? text.substring(text.indexOf(':') + 1) : text;
    }

    /** The {@code signature:} block that the vector's source has. */
    public static Map<String, String> block(JsonNode vector) {
        String scheme = vector.path("scheme").asText();
        JsonNode said = vector.path("config");
        Map<String, String> options = new HashMap<>();
        if (scheme.equals("vapi-hmac")) {
            VAPI_OPTIONS.forEach((theirs, ours) -> {
                if (said.has(theirs)) {
                    options.put(ours, said.path(theirs).asText().replace("{svix-id}", "{id}"));
                }
            });
            options.put("scheme", "vapi-hmac");
            return options;
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
        options.put("scheme", SCHEMES.get(scheme));
        return options;
    }

    static SignatureConfig config(JsonNode vector) {
        Map<String, String> options = new HashMap<>(block(vector));
        return new SignatureConfig(options.remove("scheme"), options);
    }
}
