package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.intake.signature.Verdict.Reason;
import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens with a right signature, made here to say the wrong things. */
class VonageJwtSchemeTest {
    private static final byte[] BODY = "{\"uuid\":\"aaaa\"}".getBytes(StandardCharsets.UTF_8);

    private final SignatureScheme scheme = SignatureSchemes.of(new SignatureConfig("vonage-jwt", Map.of()));
    private final Secret secret = new Secret("vonage-signature-secret-0123456789abcdef");
    private final Map<String, Object> claims = new HashMap<>(Map.of(
            "iat",
            Sender.NOW.getEpochSecond(),
            "iss",
            "Vonage",
            "jti",
            "c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5",
            "payload_hash",
            Digests.sha256Hex(BODY)));

    @Test
    void tokenOverTheBody_isAccepted() {
        Verdict verdict = verdict("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", BODY);

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.signedId()).contains("c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"RS256\"}",
                "{}",
                "[]",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}"
            })
    void anyAlgorithmButHs256_isRefused(String header) {
        assertThat(verdict(header, BODY).reason()).isEqualTo(Reason.WRONG_CLAIMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"none\",\"alg\":\"HS256\"}", "not json", ""})
    void headerThatIsNoJsonObject_isRefused(String header) {
        assertThat(verdict(header, BODY).reason()).isEqualTo(Reason.MALFORMED_HEADER);
    }

    @Test
    void bodyWithoutHash_isRefusedAndAnEmptyOneNeedsNone() {
        claims.remove("payload_hash");

        assertThat(verdict(BODY).reason()).isEqualTo(Reason.UNSIGNED_BODY);
        assertThat(verdict(new byte[0]).accepted()).isTrue();
    }

    @Test
    void otherBody_isRefusedEvenWhenEmpty() {
        assertThat(verdict("{}".getBytes(StandardCharsets.UTF_8)).reason()).isEqualTo(Reason.BODY_MISMATCH);
        assertThat(verdict(new byte[0]).reason()).isEqualTo(Reason.BODY_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({"iss, Nexmo", "iss,", "iat, 1787245453", "iat,"})
    void claimThatIsAbsentOrOfAnotherKind_isRefused(String claim, String value) {
        claims.remove(claim);
        if (value != null) {
            claims.put(claim, value);
        }

        assertThat(verdict(BODY).reason()).isEqualTo(Reason.WRONG_CLAIMS);
    }

    @Test
    void time_isHeldOnBothSidesAndExpiryWhenThereIsOne() {
        claims.put("iat", Sender.NOW.getEpochSecond() + 301);
        assertThat(verdict(BODY).reason()).isEqualTo(Reason.FUTURE);
        claims.put("iat", Long.MAX_VALUE);
        assertThat(verdict(BODY).reason()).isEqualTo(Reason.MALFORMED_HEADER);
        claims.put("iat", -1);
        assertThat(verdict(BODY).reason()).isEqualTo(Reason.MALFORMED_HEADER);
        claims.put("iat", Sender.NOW.getEpochSecond());
        claims.put("exp", Sender.NOW.getEpochSecond() - 1);
        assertThat(verdict(BODY).reason()).isEqualTo(Reason.STALE);
    }

    @Test
    void configuredAccount_hasToBeTheOneThatSigned() {
        SignatureScheme ours = SignatureSchemes.of(new SignatureConfig("vonage-jwt", Map.of("apiKey", "ours")));
        SignedRequest request = request("{\"alg\":\"HS256\"}", BODY);

        assertThat(ours.verify(request, List.of(secret), Sender.NOW).reason()).isEqualTo(Reason.WRONG_CLAIMS);
        claims.put("api_key", "ours");
        assertThat(ours.verify(request("{\"alg\":\"HS256\"}", BODY), List.of(secret), Sender.NOW)
                        .accepted())
                .isTrue();
    }

    private Verdict verdict(byte[] body) {
        return verdict("{\"alg\":\"HS256\"}", body);
    }

    private Verdict verdict(String header, byte[] body) {
        return scheme.verify(request(header, body), List.of(secret), Sender.NOW);
    }

    private SignedRequest request(String header, byte[] body) {
        String text = encoded(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoded(Json.write(claims).getBytes(StandardCharsets.UTF_8));
        String token = text + "." + encoded(Digests.hmac("HmacSHA256", secret, text));
        return new SignedRequest(
                "POST", "https://hub.example.com/hooks/v", Map.of("Authorization", List.of("Bearer " + token)), body);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
