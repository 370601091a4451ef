package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** One changed byte anywhere, or nothing but noise, and the answer is no. */
class TamperingPropertiesTest {
    /** Schemes whose header is a password: they do not look at the body, and say so in the documentation. */
    private static final List<String> BODY_UNSIGNED = List.of("header-token", "bearer", "basic", "url-token");

    @Property(tries = 2_000)
    void changedBodyByte_isRefused(
            @ForAll("bodySigners") Sender sender, @ForAll @IntRange(max = 10_000) int at, @ForAll byte value) {
        SignedRequest signed = sender.signed();
        byte[] body = signed.body().clone();
        int index = at % body.length;
        boolean form = Headers.isForm(signed) && !sender.config().scheme().equals("slack-v0");
        FormParameters before = FormParameters.parse(body).orElse(null);
        body[index] = body[index] == value ? (byte) (value ^ 1) : value;
        boolean sameParameters = form
                && FormParameters.parse(body)
                        .filter(after -> after.equals(before))
                        .isPresent();

        Verdict verdict = sender.verify(new SignedRequest("POST", signed.url(), signed.headers(), body));

        assertThat(verdict.accepted()).isEqualTo(sameParameters);
    }

    @Property(tries = 2_000)
    void changedHeaderByte_isRefused(
            @ForAll("senders") Sender sender,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll @IntRange(max = 255) char c) {
        SignedRequest signed = sender.signed();
        List<String> headers = List.copyOf(SignatureSchemeContractTest.provingHeaders(sender));
        if (headers.isEmpty()) {
            return;
        }
        String header = headers.get(at % headers.size());
        StringBuilder value = new StringBuilder(signed.header(header).get(0));
        int index = at / headers.size() % value.length();
        value.setCharAt(index, value.charAt(index) == c ? (char) (c ^ 1) : c);
        boolean onlyCaseOfPrefix = value.indexOf(" ") > index
                && value.toString().equalsIgnoreCase(signed.header(header).get(0));

        assertThat(sender.verify(signed.with(header, value.toString())).accepted())
                .isEqualTo(onlyCaseOfPrefix);
    }

    @Property(tries = 1_000)
    void changedUrlByte_isRefusedWhereTheUrlIsSigned(
            @ForAll("urlSigners") Sender sender, @ForAll @IntRange(max = 10_000) int at, @ForAll("urlLetters") char c) {
        SignedRequest signed = sender.signed();
        StringBuilder url = new StringBuilder(signed.url());
        int index = at % url.length();
        url.setCharAt(index, url.charAt(index) == c ? (char) (c ^ 1) : c);

        assertThat(sender.verify(signed.at(url.toString())).accepted()).isFalse();
    }

    @Property(tries = 2_000)
    void unsignedHeader_makesNoOtherDelivery(
            @ForAll("senders") Sender sender, @ForAll("headerNames") String header, @ForAll("texts") String value) {
        SignedRequest signed = sender.signed();
        Verdict right = sender.verify(signed);

        Verdict changed = sender.verify(signed.with(header, value));

        if (changed.accepted() && !sender.scheme().signedParts().timeHeaders().contains(header)) {
            assertThat(changed.contentHash()).isEqualTo(right.contentHash());
            assertThat(changed.signedId()).isEqualTo(right.signedId());
        }
    }

    @Provide
    Arbitrary<String> headerNames() {
        return Arbitraries.of(
                "webhook-id",
                "svix-id",
                "webhook-timestamp",
                "svix-signature",
                "X-Webhook-Id",
                "I-Twilio-Idempotency-Token",
                "X-Atlassian-Webhook-Identifier",
                "X-Message-Id",
                "X-Plivo-Signature-V3-Nonce",
                "Content-Type",
                "X-Other");
    }

    /** Names and values are signed without what is between them: what can be moved there must not count. */
    @Property(tries = 2_000)
    void movedLetters_makeNoOtherDelivery(
            @ForAll("urlSigners") Sender sender,
            @ForAll @IntRange(max = 3) int at,
            @ForAll @IntRange(max = 20) int to) {
        SignedRequest signed = sender.signed();
        if (!Headers.isForm(signed)) {
            return;
        }
        List<String> pairs = new ArrayList<>(List.of(new String(signed.body(), StandardCharsets.UTF_8).split("&")));
        String[] pair = pairs.get(at).split("=", 2);
        String letters = URLDecoder.decode(pair[0] + pair[1], StandardCharsets.UTF_8);
        int split = Math.min(to, letters.length());
        pairs.set(
                at,
                URLEncoder.encode(letters.substring(0, split), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(letters.substring(split), StandardCharsets.UTF_8));
        byte[] body = String.join("&", pairs).getBytes(StandardCharsets.UTF_8);

        Verdict moved = sender.verify(new SignedRequest("POST", signed.url(), signed.headers(), body));

        if (moved.accepted()) {
            assertThat(moved.contentHash()).isEqualTo(sender.verify(signed).contentHash());
        }
    }

    @Property(tries = 2_000)
    void noise_isRefusedAndNeverThrows(
            @ForAll("senders") Sender sender,
            @ForAll("texts") String url,
            @ForAll @Size(max = 4) List<@net.jqwik.api.From("texts") String> values,
            @ForAll byte[] body) {
        Map<String, List<String>> headers = new java.util.HashMap<>();
        List<String> names = new ArrayList<>(sender.signed().headers().keySet());
        for (int i = 0; i < values.size(); i++) {
            headers.computeIfAbsent(names.get(i % names.size()), name -> new ArrayList<>())
                    .add(values.get(i));
        }

        assertThat(sender.verify(new SignedRequest("POST", url, headers, body)).accepted())
                .isFalse();
    }

    @Provide
    Arbitrary<Sender> senders() {
        return Arbitraries.of(Sender.ALL);
    }

    @Provide
    Arbitrary<Sender> bodySigners() {
        return Arbitraries.of(Sender.ALL)
                .filter(sender -> !BODY_UNSIGNED.contains(sender.config().scheme()));
    }

    @Provide
    Arbitrary<Sender> urlSigners() {
        return Arbitraries.of(Sender.ALL).filter(sender -> List.of("twilio", "plivo-v3")
                .contains(sender.config().scheme()));
    }

    @Provide
    Arbitrary<Character> urlLetters() {
        return Arbitraries.chars().range('!', '~');
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(80),
                Arbitraries.strings().withChars("v01=,.:{}t+/%'-sha256Bearer ").ofMaxLength(120),
                Arbitraries.of(
                        "",
                        "https://",
                        "https://h/p?a=%zz",
                        "v1,",
                        "Bearer ..",
                        "Bearer e30.e30.",
                        "t=,v0=",
                        "v=1,d=",
                        "-1",
                        "0",
                        "99999999999999999999999",
                        "application/x-www-form-urlencoded"));
    }
}
