package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.intake.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSchemeTest {
    private static final Secret SECRET = new Secret("a-secret-of-32-letters-and-digits");

    private final SignedRequest unsigned = new SignedRequest(
            "POST", "https://hub.example.com/hooks/x", Map.of(), "{}".getBytes(StandardCharsets.UTF_8));

    @Test
    void list_takesPartsInAnyOrderAndIgnoresUnknownOnes() {
        SignatureScheme scheme = hmac(Map.of(
                "header", "X-Signature",
                "headerFormat", "t={timestamp},v1={signature}",
                "separator", ",",
                "payloadFormat", "{timestamp}.{body}"));
        String header = sign(scheme).header("X-Signature").get(0);
        String time = header.split(",")[0];
        String signature = header.split(",")[1];

        assertThat(verdict(scheme, "X-Signature", signature + ",v9=abc," + time).accepted())
                .isTrue();
        assertThat(verdict(scheme, "X-Signature", time + "," + header).reason()).isEqualTo(Reason.MALFORMED_HEADER);
        assertThat(verdict(scheme, "X-Signature", signature).reason()).isEqualTo(Reason.MALFORMED_HEADER);
        assertThat(verdict(scheme, "X-Signature", time).reason()).isEqualTo(Reason.MALFORMED_HEADER);
    }

    @Test
    void timeInUnitOfTheSendersChoice_isReadAsMeant() {
        Map<String, String> options = Map.of("timestampUnit", "auto");
        SignatureScheme either = vapi(options);
        SignatureScheme seconds = vapi(Map.of("timestampUnit", "seconds"));
        SignatureScheme milliseconds = vapi(Map.of("timestampUnit", "milliseconds"));

        assertThat(accepts(either, sign(seconds))).isTrue();
        assertThat(accepts(either, sign(milliseconds))).isTrue();
        assertThat(accepts(seconds, sign(milliseconds))).isFalse();
        assertThat(accepts(milliseconds, sign(seconds))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1787245460", "1787245460.0", "0x6a", "99999999999999999999", "\u0661"})
    void oddTime_isRefused(String timestamp) {
        SignedRequest signed = sign(vapi(Map.of()));

        assertThat(accepts(vapi(Map.of()), signed.with("x-timestamp", timestamp)))
                .isFalse();
    }

    @Test
    void messageIdWithAFullStop_couldMoveTheTimeAndIsRefused() {
        Sender sender = Sender.of("standard-webhooks");
        SignedRequest signed = sender.signed();

        assertThat(sender.verify(signed.with("webhook-id", "msg.1")).reason()).isEqualTo(Reason.MALFORMED_HEADER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender.scheme().sign(unsigned, sender.signing(), Sender.NOW, "msg.1"));
    }

    @Test
    void svixNames_areNotMixedWithTheStandardOnes() {
        Sender sender = Sender.of("standard-webhooks");
        SignedRequest signed = sender.signed();
        SignedRequest svix = unsigned("svix", signed);
        SignedRequest mixed = svix.with("webhook-id", "msg_other");

        assertThat(sender.verify(svix).signedId()).contains(Sender.ID);
        assertThat(sender.verify(mixed).reason()).isEqualTo(Reason.MALFORMED_HEADER);
    }

    @ParameterizedTest
    @CsvSource({
        "telnyx-ed25519,telnyx-signature-ed25519",
        "standard-webhooks,webhook-signature",
        "standard-webhooks-ed25519,webhook-signature"
    })
    void base64WithSpareBitsSet_meansTheSameBytesAndIsRefused(String scheme, String header) {
        Sender sender = Sender.of(scheme);
        SignedRequest signed = sender.signed();
        String value = signed.header(header).get(0);
        int last = value.indexOf('=') - 1;
        // A canonical last letter has its spare bits clear, so that the next letter of the alphabet sets one of them.
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        char next = alphabet.charAt(alphabet.indexOf(value.charAt(last)) + 1);
        String spare = value.substring(0, last) + next + value.substring(last + 1);

        assertThat(sender.verify(signed.with(header, spare)).reason()).isEqualTo(Reason.MISMATCH);
    }

    @Test
    void secretInBase64_isTheDecodedKey() {
        SignatureScheme text = hmac(Map.of("header", "X-Signature"));
        SignatureScheme decoded = hmac(Map.of("header", "X-Signature", "secretIsBase64", "true"));
        Secret base64 = new Secret("YS1zZWNyZXQtb2YtMzItbGV0dGVycy1hbmQtZGlnaXRz");

        assertThat(accepts(decoded, List.of(base64), sign(text))).isTrue();
        assertThat(accepts(text, List.of(base64), sign(text))).isFalse();
    }

    private static SignedRequest unsigned(String prefix, SignedRequest signed) {
        SignedRequest renamed = new SignedRequest("POST", signed.url(), Map.of(), signed.body());
        for (String name : List.of("id", "timestamp", "signature")) {
            renamed = renamed.with(
                    prefix + "-" + name, signed.header("webhook-" + name).get(0));
        }
        return renamed;
    }

    private static SignatureScheme hmac(Map<String, String> options) {
        return SignatureSchemes.of(new SignatureConfig("hmac", options));
    }

    private static SignatureScheme vapi(Map<String, String> options) {
        return SignatureSchemes.of(new SignatureConfig("vapi-hmac", options));
    }

    private SignedRequest sign(SignatureScheme scheme) {
        return scheme.sign(unsigned, SECRET, Sender.NOW, Sender.ID);
    }

    private Verdict verdict(SignatureScheme scheme, String header, String value) {
        return scheme.verify(sign(scheme).with(header, value), List.of(SECRET), Sender.NOW);
    }

    private static boolean accepts(SignatureScheme scheme, SignedRequest request) {
        return accepts(scheme, List.of(SECRET), request);
    }

    private static boolean accepts(SignatureScheme scheme, List<Secret> secrets, SignedRequest request) {
        return scheme.verify(request, secrets, Sender.NOW).accepted();
    }
}
