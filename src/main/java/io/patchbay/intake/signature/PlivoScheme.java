package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * HMAC-SHA256 over the URL without its query, the sorted query, the sorted parameters and a nonce. Source: the V3
 * validators of plivo-go, plivo-python and plivo-ruby, whose test vectors agree. V2 signs neither query nor body.
 */
final class PlivoScheme extends SignatureScheme {
    private static final String NONCE_HEADER = "X-Plivo-Signature-V3-Nonce";

    private final String header;

    PlivoScheme(SignatureConfig config) {
        this.header = config.text(Option.HEADER);
    }

    @Override
    public SignedParts signedParts() {
        return new SignedParts(true, true, List.of(NONCE_HEADER), List.of());
    }

    @Override
    Verdict check(SignedRequest request, List<Secret> secrets, Instant now) throws Refusal {
        List<String> presented = List.of(Headers.only(request, header).split(",", -1));
        if (presented.size() > MAX_SIGNATURES) {
            throw new Refusal(Reason.TOO_MANY_SIGNATURES);
        }
        String nonce = Headers.only(request, NONCE_HEADER);
        if (!Headers.isId(nonce)) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        String content = text(request);
        String text = content + "." + nonce;
        requireMatch(secrets, secret -> anySame(signature(secret, text), presented));
        return Verdict.authentic(
                Optional.empty(), Optional.of(nonce), Digests.sha256Hex(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(SignedRequest request) throws Refusal {
        PublicUrl url = PublicUrl.of(request.url());
        String query =
                parameters(url.rawQuery().getBytes(StandardCharsets.UTF_8)).joined(PlivoScheme::pair, "&");
        String base = url.withQuery("").text();
        if (request.body().length > 0 && !(request.method().equals("POST") && Headers.isForm(request))) {
            throw new Refusal(Reason.UNSIGNED_BODY);
        }
        String body = parameters(request.body()).joined(String::concat, "");
        if (query.isEmpty()) {
            return body.isEmpty() ? base : base + "?" + body;
        }
        return base + "?" + query + (body.isEmpty() ? "" : "." + body);
    }

    private static String pair(String name, String value) {
        return name + "=" + value;
    }

    private static FormParameters parameters(byte[] form) throws Refusal {
        return FormParameters.parse(form).orElseThrow(() -> new Refusal(Reason.MALFORMED_REQUEST));
    }

    private static String signature(Secret secret, String text) {
        return Base64.getEncoder().encodeToString(Digests.hmac("HmacSHA256", secret, text));
    }

    @Override
    public SignedRequest sign(SignedRequest unsigned, Secret secret, Instant now, String id) {
        try {
            String signature = signature(secret, text(unsigned) + "." + id);
            return unsigned.with(header, signature).with(NONCE_HEADER, id);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException("Plivo could not sign such a request: " + refusal.reason(), refusal);
        }
    }
}
