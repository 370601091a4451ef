package io.patchbay.intake.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One sender of each scheme, configured as the documentation says, with its secrets. */
record Sender(SignatureConfig config, Secret signing, Secret verifying, String contentType, String body) {
    static final Instant NOW = Instant.parse("2026-08-20T17:04:20.250Z");
    static final String ID = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";

    private static final String JSON =
            "{\"event\":\"call_ended\",\"from\":\"+15555550142\",\"note\":\"d\u00e9j\u00e0\"}";
    private static final String FORM = "CallSid=CA123&From=%2B15555550142&Note=d%C3%A9j%C3%A0+vu&To=%2B15555550100";
    private static final String BASE64_KEY = "whsec_c3RhbmRhcmQtd2ViaG9va3MtZXhhbXBsZS1rZXktMzI=";

    static final List<Sender> ALL = List.of(
            form("twilio", Map.of()),
            form("twilio", Map.of("urlCredentials", "hub:pass")),
            json("twilio", Map.of()),
            keyPair("telnyx-ed25519", "", ""),
            json("vonage-jwt", Map.of("apiKey", "a1b2c3d")),
            form("plivo-v3", Map.of()),
            form("plivo-v3", Map.of("header", "X-Plivo-Signature-Ma-V3")),
            json("vapi-hmac", Map.of()),
            json("vapi-hmac", Map.of("header", "x-hub-signature-256", "prefix", "sha256=", "payloadFormat", "{body}")),
            json("hmac", Map.of("header", "X-Signature")),
            json(
                    "hmac",
                    Map.of(
                            "header", "X-Signature",
                            "headerFormat", "t={timestamp},v1={signature}",
                            "separator", ",",
                            "payloadFormat", "{timestamp}.{method}.{url}.{id}.{body}",
                            "idHeader", "X-Message-Id",
                            "algorithm", "sha512",
                            "encoding", "base64")),
            json("retell", Map.of()),
            json("elevenlabs", Map.of()),
            json("bland", Map.of()),
            of("standard-webhooks", Map.of(), BASE64_KEY, "application/json", JSON),
            keyPair("standard-webhooks-ed25519", "whsk_", "whpk_"),
            json("x-hub-signature-256", Map.of()),
            json("jira", Map.of()),
            form("slack-v0", Map.of()),
            json("pagerduty-v3", Map.of()),
            json("header-token", Map.of("header", "X-Api-Key")),
            json("header-token", Map.of("header", "Authorization", "prefix", "Token ")),
            json("bearer", Map.of()),
            json("basic", Map.of("username", "hub")),
            json("url-token", Map.of()),
            json("url-token", Map.of("position", "query", "parameter", "key")));

    static Sender of(String scheme) {
        return ALL.stream()
                .filter(sender -> sender.config.scheme().equals(scheme))
                .findFirst()
                .orElseThrow();
    }

    private static Sender json(String scheme, Map<String, String> options) {
        return of(scheme, options, "a-secret-of-32-letters-and-digits", "application/json", JSON);
    }

    private static Sender form(String scheme, Map<String, String> options) {
        return of(scheme, options, "a1b2c3d4e5f60718", "application/x-www-form-urlencoded; charset=UTF-8", FORM);
    }

    private static Sender of(String scheme, Map<String, String> options, String secret, String type, String body) {
        Secret both = new Secret(secret);
        return new Sender(new SignatureConfig(scheme, options), both, both, type, body);
    }

    private static Sender keyPair(String scheme, String privatePrefix, String publicPrefix) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Secret signing = new Secret(privatePrefix + last32(pair.getPrivate().getEncoded()));
            Secret verifying = new Secret(publicPrefix + last32(pair.getPublic().getEncoded()));
            return new Sender(new SignatureConfig(scheme, Map.of()), signing, verifying, "application/json", JSON);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String last32(byte[] der) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(der, der.length - 32, der.length));
    }

    SignatureScheme scheme() {
        return SignatureSchemes.of(config);
    }

    SignedRequest unsigned() {
        return new SignedRequest(
                "POST",
                "https://hub.example.com/hooks/source?tenant=acme",
                Map.of("Content-Type", List.of(contentType)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Signed at {@link #NOW}. */
    SignedRequest signed() {
        return scheme().sign(unsigned(), signing, NOW, ID);
    }

    Verdict verify(SignedRequest request) {
        return verify(request, NOW);
    }

    Verdict verify(SignedRequest request, Instant now) {
        return scheme().verify(request, List.of(verifying), now);
    }

    @Override
    public String toString() {
        return config.scheme();
    }
}
