package io.patchbay.intake.signature;

import io.patchbay.intake.signature.HeaderFormat.Presented;
import io.patchbay.intake.signature.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A signature in a header over a text made of the body and, where the sender is careful, of a time and an id: all
 * senders but the telephony ones that sign URLs and parameters. What differs between them is configuration.
 */
final class PayloadScheme extends SignatureScheme {
    /** Where the proof stands; time and id are empty where the scheme has no header of their own for them. */
    private record Names(String signature, String timestamp, String id) {
        boolean appearIn(SignedRequest request) {
            return Stream.of(signature, timestamp, id)
                    .anyMatch(name -> !request.header(name).isEmpty());
        }
    }

    private static final Names SVIX = new Names("svix-signature", "svix-timestamp", "svix-id");

    private final Names names;
    private final Optional<Names> otherNames;
    private final HeaderFormat headerFormat;
    private final PayloadFormat payloadFormat;
    private final FreshnessWindow window;
    private final Proof proof;
    private final String deliveryHeader;

    private PayloadScheme(SignatureConfig config, Proof proof, Optional<Names> otherNames, String deliveryHeader) {
        this.names = new Names(
                config.text(Option.HEADER), config.text(Option.TIMESTAMP_HEADER), config.text(Option.ID_HEADER));
        this.otherNames = otherNames;
        this.headerFormat = HeaderFormat.of(config);
        this.payloadFormat = new PayloadFormat(config.text(Option.PAYLOAD_FORMAT));
        this.window = FreshnessWindow.of(config);
        this.proof = proof;
        this.deliveryHeader = deliveryHeader;
    }

    static SignatureScheme hmac(SignatureConfig config) {
        return new PayloadScheme(config, HmacProof.of(config), Optional.empty(), "");
    }

    static SignatureScheme hmacWithSvixNames(SignatureConfig config) {
        return new PayloadScheme(config, HmacProof.of(config), Optional.of(SVIX), "");
    }

    static SignatureScheme ed25519(SignatureConfig config) {
        return new PayloadScheme(config, new Ed25519Proof(), Optional.empty(), "");
    }

    static SignatureScheme ed25519WithSvixNames(SignatureConfig config) {
        return new PayloadScheme(config, new Ed25519Proof(), Optional.of(SVIX), "");
    }

    /** HMAC schemes whose senders put the delivery's id into a header that is not signed. */
    static Function<SignatureConfig, SignatureScheme> sending(String deliveryHeader) {
        return config -> new PayloadScheme(config, HmacProof.of(config), Optional.empty(), deliveryHeader);
    }

    @Override
    public SignedParts signedParts() {
        List<Names> families = otherNames.map(others -> List.of(names, others)).orElse(List.of(names));
        return new SignedParts(
                payloadFormat.mentions("url"),
                payloadFormat.mentions("id"),
                families.stream().map(Names::id).toList(),
                families.stream().map(Names::timestamp).toList());
    }

    @Override
    Verdict check(SignedRequest request, List<Secret> secrets, Instant now) throws Refusal {
        Names used = namesIn(request);
        Presented presented = headerFormat.read(Headers.only(request, used.signature()));
        String id = used.id().isEmpty() ? "" : signedId(request, used.id());
        String timestamp = used.timestamp().isEmpty() ? presented.timestamp() : Headers.only(request, used.timestamp());
        List<byte[]> text = payloadFormat.parts(request, timestamp, id);
        requireMatch(secrets, secret -> proof.anyMatches(secret, text, presented.signatures()));
        return Verdict.authentic(
                signedAt(timestamp, now),
                id.isEmpty() ? Optional.empty() : Optional.of(id),
                payloadFormat.contentHash(request));
    }

    /** The family of headers that the request uses. Of two families one would be unsigned, and could be read for the other. */
    private Names namesIn(SignedRequest request) throws Refusal {
        if (otherNames.isEmpty() || !otherNames.get().appearIn(request)) {
            return names;
        }
        if (names.appearIn(request)) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        return otherNames.get();
    }

    private static String signedId(SignedRequest request, String header) throws Refusal {
        String id = Headers.only(request, header);
        if (!Headers.isId(id)) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        return id;
    }

    private Optional<Instant> signedAt(String timestamp, Instant now) throws Refusal {
        return payloadFormat.mentions("timestamp")
                ? Optional.of(window.requireFresh(timestamp, now))
                : Optional.empty();
    }

    @Override
    public SignedRequest sign(SignedRequest unsigned, Secret secret, Instant now, String id) {
        if (payloadFormat.mentions("id") && !Headers.isId(id)) {
            throw new IllegalArgumentException("the id has to be visible ASCII without a full stop");
        }
        String timestamp = window.write(now);
        String signature = proof.sign(secret, payloadFormat.parts(unsigned, timestamp, id));
        SignedRequest signed = unsigned.with(names.signature(), headerFormat.write(timestamp, signature));
        if (!names.timestamp().isEmpty()) {
            signed = signed.with(names.timestamp(), timestamp);
        }
        String idHeader = names.id().isEmpty() ? deliveryHeader : names.id();
        return idHeader.isEmpty() ? signed : signed.with(idHeader, id);
    }

    @Override
    public void requireUsable(Secret secret) {
        proof.requireUsable(secret);
    }
}
