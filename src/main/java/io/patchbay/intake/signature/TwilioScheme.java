package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * HMAC-SHA1 over the public URL and the sorted form parameters, or over the URL alone with the body's hash in it. Source:
 * twilio.com/docs/usage/webhooks/webhooks-security and the reference validators of twilio-java and twilio-node.
 */
final class TwilioScheme extends SignatureScheme {
    private static final String HEADER = "X-Twilio-Signature";
    private static final String BODY_HASH = "bodySHA256";

    /** What Twilio was told to log in with; part of the URL that it signs and absent from the one that it requests. */
    private final String credentials;

    TwilioScheme(SignatureConfig config) {
        this.credentials = config.text(Option.URL_CREDENTIALS);
    }

    @Override
    public SignedParts signedParts() {
        return new SignedParts(true, false, List.of(), List.of());
    }

    @Override
    Verdict check(SignedRequest request, List<Secret> secrets, Instant now) throws Refusal {
        String presented = Headers.only(request, HEADER);
        PublicUrl url = PublicUrl.of(request.url());
        String parameters = signedParameters(request, url);
        List<String> texts = forms(url).stream().map(form -> form + parameters).toList();
        List<String> signed = new ArrayList<>();
        requireMatch(secrets, secret -> signed.addAll(matching(secret, texts, presented)));
        return Verdict.authentic(Digests.sha256Hex(signed.get(0).getBytes(StandardCharsets.UTF_8)));
    }

    private static String signedParameters(SignedRequest request, PublicUrl url) throws Refusal {
        List<String> hashes = url.rawValues(BODY_HASH);
        if (!hashes.isEmpty()) {
            if (hashes.size() > 1 || !Digests.same(Digests.sha256Hex(request.body()), hashes.get(0))) {
                throw new Refusal(Reason.BODY_MISMATCH);
            }
            return "";
        }
        if (request.body().length == 0) {
            return "";
        }
        if (!Headers.isForm(request)) {
            throw new Refusal(Reason.UNSIGNED_BODY);
        }
        return FormParameters.parse(request.body())
                .orElseThrow(() -> new Refusal(Reason.MALFORMED_REQUEST))
                .distinct()
                .joined(String::concat, "");
    }

    /** Twilio is not consistent about the port, nor about escapes in the query: the forms that twilio-node tries. */
    private Set<String> forms(PublicUrl url) {
        Set<String> forms = new LinkedHashSet<>();
        for (PublicUrl form : url.withAndWithoutPort()) {
            forms.add(form.text(credentials));
            forms.add(form.withQuery(form.query().replace("'", "%27")).text(credentials));
            form.escapedAnew()
                    // A hash that another escape hides was not compared with the body.
                    .filter(escaped -> escaped.rawValues(BODY_HASH).equals(url.rawValues(BODY_HASH)))
                    .ifPresent(escaped -> forms.add(escaped.text(credentials)));
        }
        return forms;
    }

    /** The text that was signed: none or one. Compares with every one of them, also after a match. */
    private static List<String> matching(Secret secret, List<String> texts, String presented) {
        List<String> signed = new ArrayList<>();
        for (String text : texts) {
            if (Digests.same(signature(secret, text), presented)) {
                signed.add(text);
            }
        }
        return signed;
    }

    private static String signature(Secret secret, String text) {
        return Base64.getEncoder().encodeToString(Digests.hmac("HmacSHA1", secret, text));
    }

    @Override
    public SignedRequest sign(SignedRequest unsigned, Secret secret, Instant now, String id) {
        try {
            PublicUrl url = PublicUrl.of(unsigned.url());
            boolean hashed = unsigned.body().length > 0
                    && !Headers.isForm(unsigned)
                    && url.rawValues(BODY_HASH).isEmpty();
            PublicUrl signedUrl = hashed ? url.withParameter(BODY_HASH, Digests.sha256Hex(unsigned.body())) : url;
            String text = signedUrl.text(credentials) + signedParameters(unsigned, signedUrl);
            return unsigned.at(signedUrl.text())
                    .with(HEADER, signature(secret, text))
                    .with("I-Twilio-Idempotency-Token", id);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException("Twilio could not sign such a request: " + refusal.reason(), refusal);
        }
    }
}
