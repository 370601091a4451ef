package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.intake.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twilio and Plivo: what signing URLs and parameters leaves open, closed where it can be. */
class TelephonySchemesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Sender twilio = Sender.of("twilio");
    private final Sender plivo = Sender.of("plivo-v3");

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data", ""})
    void twilio_bodyThatIsNoFormAndHasNoHashInTheUrl_isRefused(String contentType) {
        SignedRequest empty = signed(twilio, request("https://hub.example.com/hooks/t", FORM, ""));
        SignedRequest filled = new SignedRequest(
                "POST", empty.url(), empty.with("Content-Type", contentType).headers(), bytes("{}"));

        assertThat(twilio.verify(empty).accepted()).isTrue();
        assertThat(twilio.verify(filled).reason()).isEqualTo(Reason.UNSIGNED_BODY);
    }

    @Test
    void twilio_hashInTheUrl_bindsTheBodyWhateverItsContentType() {
        SignedRequest signed =
                signed(twilio, request("https://hub.example.com/hooks/t", "application/json", "{\"a\":1}"));
        SignedRequest asForm = new SignedRequest(
                "POST", signed.url(), signed.with("Content-Type", FORM).headers(), bytes("a=2"));

        assertThat(signed.url()).contains("?bodySHA256=");
        assertThat(twilio.verify(signed).accepted()).isTrue();
        assertThat(twilio.verify(asForm).reason()).isEqualTo(Reason.BODY_MISMATCH);
    }

    @Test
    void twilio_twoHashes_areRefused() {
        SignedRequest signed = signed(twilio, request("https://hub.example.com/hooks/t?a=b", "application/json", "{}"));

        assertThat(twilio.verify(signed.at(signed.url() + "&bodySHA256=00")).reason())
                .isEqualTo(Reason.BODY_MISMATCH);
    }

    @Test
    void twilio_configuredCredentials_haveToBeSigned() {
        SignatureScheme plain = twilio.scheme();
        SignatureScheme withCredentials =
                SignatureSchemes.of(new SignatureConfig("twilio", Map.of("urlCredentials", "user:pass")));
        List<Secret> secrets = List.of(twilio.verifying());
        SignedRequest signed = withCredentials.sign(twilio.unsigned(), twilio.signing(), Sender.NOW, Sender.ID);

        assertThat(signed.url()).doesNotContain("pass");
        assertThat(withCredentials.verify(signed, secrets, Sender.NOW).accepted())
                .isTrue();
        assertThat(plain.verify(signed, secrets, Sender.NOW).accepted()).isFalse();
        assertThat(withCredentials.verify(twilio.signed(), secrets, Sender.NOW).accepted())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks/t",
                "ftp://hub.example.com/",
                "https://",
                "https://user:pass@hub.example.com/",
                "https://hub.example.com/#fragment"
            })
    void urlThatNobodyCanCall_isRefused(String url) {
        assertThat(twilio.verify(twilio.signed().at(url)).reason()).isEqualTo(Reason.MALFORMED_REQUEST);
        assertThat(plivo.verify(plivo.signed().at(url)).reason()).isEqualTo(Reason.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "a=%FF", "%C3=1", "a=%C3%28"})
    void brokenForm_isRefused(String body) {
        SignedRequest twilioCall =
                new SignedRequest("POST", "https://h.example/x", twilio.signed().headers(), bytes(body));
        SignedRequest plivoCall =
                new SignedRequest("POST", "https://h.example/x", plivo.signed().headers(), bytes(body));

        assertThat(twilio.verify(twilioCall).reason()).isEqualTo(Reason.MALFORMED_REQUEST);
        assertThat(plivo.verify(plivoCall).reason()).isEqualTo(Reason.MALFORMED_REQUEST);
        assertThatIllegalArgumentException().isThrownBy(() -> signed(plivo, plivoCall));
    }

    @Test
    void plivo_bodyThatIsNoForm_isRefused() {
        SignedRequest empty = signed(plivo, request("https://hub.example.com/hooks/p", FORM, ""));
        SignedRequest json = new SignedRequest(
                "POST",
                empty.url(),
                empty.with("Content-Type", "application/json").headers(),
                bytes("{}"));
        SignedRequest get = new SignedRequest("GET", empty.url(), empty.headers(), bytes("a=1"));

        assertThat(plivo.verify(empty).accepted()).isTrue();
        assertThat(plivo.verify(json).reason()).isEqualTo(Reason.UNSIGNED_BODY);
        assertThat(plivo.verify(get).reason()).isEqualTo(Reason.UNSIGNED_BODY);
    }

    @Test
    void plivo_nonce_isSignedAndCannotTakeFromTheParameters() {
        SignedRequest signed = signed(plivo, request("https://hub.example.com/hooks/p", FORM, "To=1.5"));
        SignedRequest shifted = new SignedRequest(
                "POST",
                signed.url(),
                signed.with("X-Plivo-Signature-V3-Nonce", "5." + Sender.ID).headers(),
                bytes("To=1"));

        assertThat(plivo.verify(signed).signedId()).contains(Sender.ID);
        assertThat(plivo.verify(shifted).reason()).isEqualTo(Reason.MALFORMED_HEADER);
    }

    @Test
    void form_isReadOnceAndTheSameWayByAll() {
        FormParameters form =
                FormParameters.parse(bytes("b=2&a=%C3%A9+x&b=1&&c&=d")).orElseThrow();

        assertThat(form.values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a", List.of("\u00e9 x"), "b", List.of("2", "1"), "c", List.of(""), "", List.of("d")));
        assertThat(form.first("b")).contains("2");
        assertThat(form.first("z")).isEmpty();
        assertThat(FormParameters.parse(bytes("a=1&".repeat(1_001)))).isEmpty();
    }

    private static SignedRequest signed(Sender sender, SignedRequest request) {
        return sender.scheme().sign(request, sender.signing(), Sender.NOW, Sender.ID);
    }

    private static SignedRequest request(String url, String contentType, String body) {
        return new SignedRequest("POST", url, Map.of("Content-Type", List.of(contentType)), bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
