package io.patchbay.intake;

import io.patchbay.event.CallReport;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.mapping.Envelopes;
import io.patchbay.intake.mapping.Translator;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureConfigException;
import io.patchbay.intake.signature.SignatureScheme;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedRequest;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EnvironmentReferences;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Door: one configured source without a hub, to try its mapping or to play its sender. */
public final class SourceTrial {
    private final SourceConfig source;

    private SourceTrial(SourceConfig source) {
        this.source = source;
    }

    /** How many sources are switched on and off. */
    public record Checked(int on, int off) {}

    /** A request as the source's sender makes it. */
    public record Posting(URI url, Map<String, List<String>> headers, byte[] body) {}

    /**
     * Reads every source as the hub does at start.
     *
     * @throws ConfigurationException with everything that would keep the hub from starting
     */
    public static Checked check(Path configFolder, EnvironmentReferences environment) {
        Sources sources = Sources.load(configFolder, environment);
        return new Checked(sources.enabled().size(), sources.switchedOff().size());
    }

    /**
     * The source of that name, whether it is switched on or not; its secrets may be missing.
     *
     * @throws ConfigurationException when there is no such source, or its file cannot be understood
     */
    public static SourceTrial of(Path configFolder, String name, EnvironmentReferences environment) {
        return new SourceTrial(Sources.readToTry(configFolder, name, environment));
    }

    /** Whether the source wants to hear what became of its calls. */
    public boolean writesBack() {
        return source.writeBack().isPresent();
    }

    /** The secret that the environment has for the source. */
    public Optional<String> secret() {
        return source.secrets().values().stream().findFirst();
    }

    /**
     * What the body says about its call.
     *
     * @throws IntakeProblem when it cannot be translated; the message says where and why
     */
    public CallReport translate(String contentType, byte[] body, Instant at) {
        try {
            return new Translator(new Envelopes())
                    .translate(source, new RawEvent(source.name(), contentType, "", Map.of(), body), at);
        } catch (MalformedEvent e) {
            throw IntakeProblem.malformed(e.getMessage());
        }
    }

    /**
     * The body as the sender would sign and post it. Where the scheme signs the URL, that is the source's
     * {@code public_url}; what the scheme adds to it, a token or the body's hash, is added to what is called.
     *
     * @param hub where the hub listens, without a slash at the end
     * @param query the raw query of the URL that the sender was given, or the empty string
     * @param secret what to sign with: the private key where the source holds a public one
     * @param id the delivery's id, where the scheme sends one
     * @throws ConfigurationException when the source's scheme lacks something
     * @throws IllegalArgumentException when the scheme cannot sign such a request, or not with that secret
     */
    public Posting sign(
            String hub, String query, String contentType, byte[] body, String secret, Instant at, String id) {
        String called = hub + "/hooks/" + source.name();
        String signedBase = source.publicUrl().map(URI::toString).orElse(called);
        SignedRequest unsigned = new SignedRequest(
                "POST",
                signedBase + (query.isEmpty() ? "" : "?" + query),
                Map.of("Content-Type", List.of(contentType)),
                body);
        SignedRequest signed = scheme().sign(unsigned, new Secret(secret), at, id);
        URI url = URI.create(called + signed.url().substring(signedBase.length()));
        return new Posting(url, signed.headers(), signed.body());
    }

    private SignatureScheme scheme() {
        try {
            return SignatureSchemes.of(SignatureConfig.of(source.signature()));
        } catch (SignatureConfigException e) {
            throw new ConfigurationException(e.problems().stream()
                    .map(problem -> new ConfigurationProblem(
                            "sources/" + source.name() + ".yaml", 0, 0, problem.message(), problem.fix()))
                    .toList());
        }
    }
}
