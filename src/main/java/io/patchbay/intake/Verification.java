package io.patchbay.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.intake.expression.Signed;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureScheme;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedRequest;
import io.patchbay.intake.signature.Verdict;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The one path on which every sender is verified: over the exact bytes, with at most two secrets, before any parsing. */
@Component
class Verification {
    /** Stands for the host where no public URL is configured: a scheme that signs the URL then refuses everything. */
    private static final String NOWHERE = "http://public-url-is-not-configured.invalid";

    private final Map<String, Ready> ready = new TreeMap<>();
    private final Clock clock;
    private final MeterRegistry meters;

    private record Ready(SignatureScheme scheme, Set<String> idHeaders, List<Secret> secrets) {}

    Verification(Sources sources, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        sources.enabled().forEach(source -> ready.put(source.name(), ready(source)));
    }

    private static Ready ready(SourceConfig source) {
        SignatureScheme scheme = SignatureSchemes.of(SignatureConfig.of(source.signature()));
        List<Secret> secrets =
                source.secrets().values().stream().map(Secret::new).toList();
        secrets.forEach(scheme::requireUsable);
        return new Ready(scheme, scheme.signedParts().idHeaders(), secrets);
    }

    /**
     * What the request's signature covers, once it holds.
     *
     * @throws IntakeProblem 401, always the same, when the sender has not proven itself; 405 for another method than
     *     POST where the signature would leave out what the request says
     */
    Signed require(SourceConfig source, WebhookRequest request) {
        Ready known = ready.get(source.name());
        if (!request.isPost() && !known.scheme().signsUrl()) {
            throw IntakeProblem.postOnly();
        }
        SignedRequest signed =
                new SignedRequest(request.method(), url(source, request), request.headers(), request.body());
        Verdict verdict = known.scheme().verify(signed, known.secrets(), clock.instant());
        if (!verdict.accepted()) {
            meters.counter(
                            "patchbay.intake.refused",
                            "source",
                            source.name(),
                            "reason",
                            verdict.reason().name().toLowerCase(Locale.ROOT))
                    .increment();
            throw IntakeProblem.unauthenticated();
        }
        return new Signed(verdict.signedId().orElse(""), known.idHeaders(), verdict.contentHash());
    }

    /** The URL the sender called: host and path by configuration, never by a header; what follows them as sent. */
    private static String url(SourceConfig source, WebhookRequest request) {
        String own = "/hooks/" + source.name();
        String base = source.publicUrl().map(URI::toString).orElse(NOWHERE + own);
        return base
                + (request.target().length() > own.length() ? request.target().substring(own.length()) : "");
    }
}
