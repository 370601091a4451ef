package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A URL that nobody can guess, for senders that neither sign nor send a header, such as Statuspage. Whatever logs URLs
 * on the way knows the token.
 */
final class UrlTokenScheme extends SignatureScheme {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,256}");

    private final boolean inQuery;
    private final String parameter;

    UrlTokenScheme(SignatureConfig config) {
        this.inQuery = config.text(Option.POSITION).equals("query");
        this.parameter = config.text(Option.PARAMETER);
    }

    @Override
    Verdict check(SignedRequest request, List<Secret> secrets, Instant now) throws Refusal {
        String presented = presented(PublicUrl.of(request.url()));
        requireMatch(secrets, secret -> Digests.same(secret.text(), presented));
        return Verdict.authentic(Digests.sha256Hex(request.body()));
    }

    private String presented(PublicUrl url) throws Refusal {
        if (!inQuery) {
            return url.path().substring(url.path().lastIndexOf('/') + 1);
        }
        List<String> values = url.rawValues(parameter);
        if (values.size() != 1) {
            throw new Refusal(Reason.MALFORMED_REQUEST);
        }
        return values.get(0);
    }

    @Override
    public SignedRequest sign(SignedRequest unsigned, Secret secret, Instant now, String id) {
        requireUsable(secret);
        try {
            PublicUrl url = PublicUrl.of(unsigned.url());
            PublicUrl secretUrl = inQuery
                    ? url.withParameter(parameter, secret.text())
                    : new PublicUrl(url.scheme(), url.authority(), url.path() + "/" + secret.text(), url.query());
            return unsigned.at(secretUrl.text());
        } catch (Refusal refusal) {
            throw new IllegalArgumentException("the URL is not an http or https URL", refusal);
        }
    }

    @Override
    public void requireUsable(Secret secret) {
        if (!TOKEN.matcher(secret.text()).matches()) {
            throw new IllegalArgumentException(
                    "the secret is not 16 to 256 letters, digits, '.', '_', '~' or '-', as a token in a URL has to be");
        }
    }
}
