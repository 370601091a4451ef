package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void vector_hasItsVerdict(String id, JsonNode vector) {
        Verdict verdict = verdict(vector);

        assertThat(SignatureVectors.expected(vector)).as("%s", verdict).contains(verdict.accepted());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokenOnlyVectors")
    void token_isAuthenticWhateverItsClaims(String id, JsonNode vector) {
        String header = vector.path("headers").path("Authorization").asText();
        List<Secret> secrets = List.of(SignatureVectors.secret(vector));

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
    void everyVector_isRun() {
        assertThat(vectors().map(vector -> vector[0]).distinct()).hasSizeGreaterThanOrEqualTo(157);
        assertThat(vectors().map(vector -> vector[0])).containsAll(SignatureVectors.EITHER_WAY.keySet());
    }

    @Test
    void verdict_keepsWhatWasSigned() {
        JsonNode vector = vectors()
                .map(arguments -> (JsonNode) arguments[1])
                .filter(candidate -> candidate.path("id").asText().equals("svix-docs"))
                .findFirst()
                .orElseThrow();

        Verdict verdict = verdict(vector);

        assertThat(verdict.signedId()).contains("msg_loFOjxBNrRLzqYUf");
        assertThat(verdict.signedAt()).contains(Instant.ofEpochSecond(1731705121));
    }

    static Stream<Object[]> vectors() {
        return SignatureVectors.all().stream()
                .map(vector -> new Object[] {vector.path("id").asText(), vector});
    }

    static Stream<Object[]> tokenOnlyVectors() {
        return vectors()
                .filter(vector -> ((JsonNode) vector[1]).path("scheme").asText().equals(SignatureVectors.TOKEN_ONLY));
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
        return SignatureSchemes.of(SignatureVectors.config(vector))
                .verify(request, List.of(SignatureVectors.secret(vector)), now);
    }
}
