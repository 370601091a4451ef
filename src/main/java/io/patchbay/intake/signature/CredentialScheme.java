package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * A header that says the secret: a token, a bearer token (RFC 6750) or a password (RFC 7617). It tells who calls, not
 * that the body is theirs, and whoever sees one request can make more.
 */
final class CredentialScheme extends SignatureScheme {
    private final String header;
    /** Before the credential; compared without regard to case, as RFC 9110 has it for authentication schemes. */
    private final String prefix;

    private final Function<Secret, String> credential;

    private CredentialScheme(String header, String prefix, Function<Secret, String> credential) {
        this.header = header;
        this.prefix = prefix;
        this.credential = credential;
    }

    static SignatureScheme headerToken(SignatureConfig config) {
        return new CredentialScheme(config.text(Option.HEADER), config.text(Option.PREFIX), Secret::text);
    }

    static SignatureScheme bearer(SignatureConfig config) {
        return new CredentialScheme("Authorization", "Bearer ", Secret::text);
    }

    static SignatureScheme basic(SignatureConfig config) {
        String username = config.text(Option.USERNAME);
        return new CredentialScheme("Authorization", "Basic ", secret -> Base64.getEncoder()
                .encodeToString((username + ":" + secret.text()).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    Verdict check(SignedRequest request, List<Secret> secrets, Instant now) throws Refusal {
        String presented = Headers.only(request, header);
        if (!presented.regionMatches(true, 0, prefix, 0, prefix.length())) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        String said = presented.substring(prefix.length());
        requireMatch(secrets, secret -> Digests.same(credential.apply(secret), said));
        return Verdict.authentic(Digests.sha256Hex(request.body()));
    }

    @Override
    public SignedRequest sign(SignedRequest unsigned, Secret secret, Instant now, String id) {
        requireUsable(secret);
        return unsigned.with(header, prefix + credential.apply(secret));
    }

    @Override
    public void requireUsable(Secret secret) {
        if (!Headers.isPrintable(credential.apply(secret))) {
            throw new IllegalArgumentException("the secret has characters that a header cannot carry");
        }
    }
}
