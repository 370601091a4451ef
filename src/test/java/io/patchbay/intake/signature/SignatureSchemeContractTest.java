package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.intake.signature.Verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every scheme promises, whatever it signs. */
class SignatureSchemeContractTest {
    private static final Secret OTHER = new Secret("another-secret-of-32-letters-and-so");

    @ParameterizedTest
    @MethodSource("senders")
    void signedRequest_isAccepted(Sender sender) {
        Verdict verdict = sender.verify(sender.signed());

        assertThat(verdict.accepted()).as("%s", verdict).isTrue();
        assertThat(verdict.reason()).isEqualTo(Reason.AUTHENTIC);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void requestWithoutProof_isRefused(Sender sender) {
        assertThat(sender.verify(sender.unsigned()).accepted()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("senders")
    void otherSecret_isRefused(Sender sender) {
        Verdict verdict = sender.scheme().verify(sender.signed(), List.of(OTHER), Sender.NOW);

        assertThat(verdict.reason()).isEqualTo(Reason.MISMATCH);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void sourceWithoutSecret_refusesEverything(Sender sender) {
        assertThat(sender.scheme()
                        .verify(sender.signed(), List.of(), Sender.NOW)
                        .reason())
                .isEqualTo(Reason.NO_SECRET);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void nextSecret_isAcceptedWhileRotatingAndAThirdIsNotTried(Sender sender) {
        SignatureScheme scheme = sender.scheme();
        Secret right = sender.verifying();

        assertThat(scheme.verify(sender.signed(), List.of(OTHER, right), Sender.NOW)
                        .accepted())
                .isTrue();
        assertThat(scheme.verify(sender.signed(), List.of(OTHER, OTHER, right), Sender.NOW)
                        .accepted())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("senders")
    void provingHeader_isRefusedWhenRepeatedEmptyAbsentOrNotAscii(Sender sender) {
        SignedRequest signed = sender.signed();
        for (String header : provingHeaders(sender)) {
            String value = signed.header(header).get(0);
            for (List<String> odd : List.of(
                    List.<String>of(),
                    List.of(""),
                    List.of(value, value),
                    List.of(value + "\u00e9"),
                    List.of(value + "\u0000"),
                    List.of(" " + value),
                    List.of("x".repeat(5_000)))) {
                assertThat(sender.verify(withHeader(signed, header, odd)).accepted())
                        .as(header)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void headerNames_areFoundWhateverTheirCase(Sender sender) {
        SignedRequest signed = sender.signed();
        Map<String, List<String>> shouting = signed.headers().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toUpperCase(), Map.Entry::getValue));

        assertThat(sender.verify(new SignedRequest("POST", signed.url(), shouting, signed.body()))
                        .accepted())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "telnyx-ed25519,300,300",
        "vonage-jwt,300,300",
        "vapi-hmac,300,300",
        "retell,300,300",
        "elevenlabs,1800,300",
        "standard-webhooks,300,300",
        "standard-webhooks-ed25519,300,300",
        "slack-v0,300,300"
    })
    void signedTime_isFreshUpToAndIncludingTheLimitOnBothSides(String scheme, long past, long future) {
        Sender sender = Sender.of(scheme);
        SignedRequest signed = sender.signed();
        Instant now = Sender.NOW;

        assertThat(sender.verify(signed, now).signedAt().orElseThrow()).isBetween(now.minusMillis(999), now);
        assertThat(sender.verify(signed, now.plusSeconds(past)).accepted()).isTrue();
        assertThat(sender.verify(signed, now.plusSeconds(past + 1)).reason()).isEqualTo(Reason.STALE);
        assertThat(sender.verify(signed, now.minusSeconds(future)).accepted()).isTrue();
        assertThat(sender.verify(signed, now.minusSeconds(future + 1)).reason()).isEqualTo(Reason.FUTURE);
    }

    @Test
    void narrowerWindow_isKept() {
        Sender slack = Sender.of("slack-v0");
        SignatureScheme strict = SignatureSchemes.of(new SignatureConfig("slack-v0", Map.of("toleranceSeconds", "30")));
        SignedRequest signed = slack.signed();
        List<Secret> secrets = List.of(slack.verifying());

        assertThat(strict.verify(signed, secrets, Sender.NOW.plusSeconds(31)).reason())
                .isEqualTo(Reason.STALE);
        assertThat(strict.verify(signed, secrets, Sender.NOW.minusSeconds(31)).reason())
                .isEqualTo(Reason.FUTURE);
    }

    @ParameterizedTest
    @CsvSource({
        "standard-webhooks,webhook-signature,' '",
        "pagerduty-v3,X-PagerDuty-Signature,','",
        "plivo-v3,X-Plivo-Signature-V3,','"
    })
    void signatureList_isLookedAtUpToFive(String scheme, String header, String separator) {
        Sender sender = Sender.of(scheme);
        SignedRequest signed = sender.signed();
        String right = signed.header(header).get(0);
        String wrong = right.substring(0, right.length() - 8) + "00000000";
        String five = (wrong + separator).repeat(4) + right;

        assertThat(sender.verify(signed.with(header, five)).accepted()).isTrue();
        assertThat(sender.verify(signed.with(header, wrong + separator + five)).reason())
                .isEqualTo(Reason.TOO_MANY_SIGNATURES);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void usableSecret_isTakenAndItsTextNeverPrinted(Sender sender) {
        assertThatCode(() -> sender.scheme().requireUsable(sender.verifying())).doesNotThrowAnyException();
        assertThat(sender.verifying()).hasToString("<secret>");
        assertThat(sender.signed().toString()).doesNotContain("acme", "call", "secret");
    }

    @ParameterizedTest
    @CsvSource({
        "telnyx-ed25519,c2hvcnQ=",
        "standard-webhooks,not base64!",
        "standard-webhooks-ed25519,whpk_c2hvcnQ=",
        "url-token,too-short",
        "url-token,sixteen/letters/and/a/slash",
        "bearer,with\u00e9accent"
    })
    void unusableSecret_isRefusedWithoutSayingIt(String scheme, String secret) {
        SignatureScheme built = Sender.of(scheme).scheme();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> built.requireUsable(new Secret(secret)))
                .withMessageNotContaining(secret);
        assertThat(built.verify(Sender.of(scheme).signed(), List.of(new Secret(secret)), Sender.NOW)
                        .accepted())
                .isFalse();
    }

    @Test
    void everyScheme_hasASender() {
        assertThat(Sender.ALL.stream().map(sender -> sender.config().scheme()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(SignatureSchemes.names());
    }

    static Stream<Sender> senders() {
        return Sender.ALL.stream();
    }

    /** The headers that signing added, but for the ids that nothing signs. */
    static Set<String> provingHeaders(Sender sender) {
        Set<String> headers = new TreeSet<>(sender.signed().headers().keySet());
        headers.removeAll(Set.of(
                "Content-Type",
                "I-Twilio-Idempotency-Token",
                "X-GitHub-Delivery",
                "X-Atlassian-Webhook-Identifier",
                "X-Webhook-Id"));
        return headers;
    }

    static SignedRequest withHeader(SignedRequest request, String header, List<String> values) {
        Map<String, List<String>> headers = new java.util.HashMap<>(request.headers());
        headers.put(header, new ArrayList<>(values));
        return new SignedRequest(request.method(), request.url(), headers, request.body());
    }
}
