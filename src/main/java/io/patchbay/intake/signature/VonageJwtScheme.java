package io.patchbay.intake.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.signature.Verdict.Reason;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON Web Token signed with HS256 and nothing else, whose claims name the body's hash. Source:
 * developer.vonage.com, "Signed webhooks"; RFC 7515 and 7519. The vendor's libraries check the signature only; this
 * checks the issuer, the time and the hash as well.
 */
final class VonageJwtScheme extends SignatureScheme {
    private static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer ";

    private final String issuer;
    private final String apiKey;
    private final FreshnessWindow window;

    VonageJwtScheme(SignatureConfig config) {
        this.issuer = config.text(Option.ISSUER);
        this.apiKey = config.text(Option.API_KEY);
        this.window = FreshnessWindow.of(config);
    }

    @Override
    public SignedParts signedParts() {
        return new SignedParts(false, true, List.of(), List.of());
    }

    @Override
    Verdict check(SignedRequest request, List<Secret> secrets, Instant now) throws Refusal {
        JsonNode claims = authenticClaims(Headers.only(request, HEADER), secrets);
        requireBody(claims, request.body());
        requireText(claims, "iss", issuer);
        if (!apiKey.isEmpty()) {
            requireText(claims, "api_key", apiKey);
        }
        if (claims.has("exp") && claims.path("exp").asLong(0) < now.getEpochSecond()) {
            throw new Refusal(Reason.STALE);
        }
        if (!claims.path("iat").isIntegralNumber()) {
            throw new Refusal(Reason.WRONG_CLAIMS);
        }
        Instant signedAt = window.requireFresh(claims.path("iat").asText(), now);
        return Verdict.authentic(
                Optional.of(signedAt),
                Optional.of(claims.path("jti").asText("")).filter(id -> !id.isEmpty()),
                Digests.sha256Hex(request.body()));
    }

    /** The claims of a token that one of the secrets signed; nothing in it is read before that is known. */
    static JsonNode authenticClaims(String header, List<Secret> secrets) throws Refusal {
        String[] parts =
                header.substring(Math.min(SCHEME.length(), header.length())).split("\\.", -1);
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || parts.length != 3) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        String text = parts[0] + "." + parts[1];
        requireMatch(secrets, secret -> Digests.same(signature(secret, text), parts[2]));
        JsonNode jose = decoded(parts[0]);
        if (!jose.path("alg").asText().equals("HS256") || jose.has("crit")) {
            throw new Refusal(Reason.WRONG_CLAIMS);
        }
        return decoded(parts[1]);
    }

    private static JsonNode decoded(String part) throws Refusal {
        try {
            return Json.read(Base64.getUrlDecoder().decode(part));
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
    }

    private static void requireBody(JsonNode claims, byte[] body) throws Refusal {
        if (!claims.has("payload_hash")) {
            if (body.length > 0) {
                throw new Refusal(Reason.UNSIGNED_BODY);
            }
        } else if (!Digests.same(
                Digests.sha256Hex(body), claims.path("payload_hash").asText())) {
            throw new Refusal(Reason.BODY_MISMATCH);
        }
    }

    private static void requireText(JsonNode claims, String name, String wanted) throws Refusal {
        if (!claims.path(name).isTextual() || !claims.path(name).asText().equals(wanted)) {
            throw new Refusal(Reason.WRONG_CLAIMS);
        }
    }

    private static String signature(Secret secret, String text) {
        return encoded(Digests.hmac("HmacSHA256", secret, text));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public SignedRequest sign(SignedRequest unsigned, Secret secret, Instant now, String id) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", id);
        claims.put("iss", issuer);
        claims.put("payload_hash", Digests.sha256Hex(unsigned.body()));
        if (!apiKey.isEmpty()) {
            claims.put("api_key", apiKey);
        }
        String text = part(Map.of("alg", "HS256")) + "." + part(claims);
        return unsigned.with(HEADER, SCHEME + text + "." + signature(secret, text));
    }

    private static String part(Map<String, Object> json) {
        return encoded(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }
}
