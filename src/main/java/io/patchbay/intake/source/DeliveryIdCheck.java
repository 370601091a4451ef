package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.expression.ExpressionReader;
import io.patchbay.intake.expression.Reference;
import io.patchbay.intake.expression.Unreadable;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureConfigException;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedParts;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.util.List;
import java.util.Optional;

/**
 * Checks that {@code delivery_id} reads signed parts of a request only. What nobody signs, whoever records a request can
 * change, and with each change the same request would be another delivery.
 */
final class DeliveryIdCheck {
    private static final String PLACE = "/delivery_id";

    private final YamlFile file;
    private final String scheme;
    private final SignedParts signed;
    private final List<ConfigurationProblem> problems;

    private DeliveryIdCheck(YamlFile file, String scheme, SignedParts signed, List<ConfigurationProblem> problems) {
        this.file = file;
        this.scheme = scheme;
        this.signed = signed;
        this.problems = problems;
    }

    /** @param block the {@code signature:} block with its references resolved; one that makes no scheme is told elsewhere */
    static void check(YamlFile file, JsonNode block, List<ConfigurationProblem> problems) {
        SignatureConfig config;
        try {
            config = SignatureConfig.of(block);
        } catch (SignatureConfigException e) {
            return;
        }
        SignedParts signed = SignatureSchemes.of(config).signedParts();
        new DeliveryIdCheck(file, config.scheme(), signed, problems)
                .expression(PLACE, file.tree().at(PLACE));
    }

    private void expression(String pointer, JsonNode written) {
        if (written.isTextual()) {
            reference(pointer, written.asText());
        } else if (written.isArray()) {
            for (int i = 0; i < written.size(); i++) {
                expression(pointer + "/" + i, written.get(i));
            }
        } else if (written.isObject()) {
            for (String member : List.of("first_of", "from")) {
                expression(pointer + "/" + member, written.path(member));
            }
            written.path("when")
                    .fieldNames()
                    .forEachRemaining(key -> reference(pointer + "/when/" + ExpressionReader.escape(key), key));
        }
    }

    private void reference(String pointer, String text) {
        parsed(text)
                .filter(reference -> !isSigned(reference))
                .ifPresent(reference -> problems.add(file.at(
                        pointer,
                        "delivery_id reads '" + text + "', which " + scheme
                                + " does not sign: whoever records a request"
                                + " could send it again as another delivery",
                        "read signed parts only. " + scheme + " signs " + signed.inWords() + ". Write " + usual())));
    }

    /** What nobody can parse is told by the reader of expressions. */
    private static Optional<Reference> parsed(String text) {
        try {
            return Optional.of(Reference.parse(text));
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private boolean isSigned(Reference reference) {
        return switch (reference.place()) {
            case JSON, FORM, BODY_HASH, SIGNED_HASH -> true;
            case QUERY -> signed.url();
            case HEADER -> signed.header(reference.name());
            case SIGNED_ID -> signed.id();
        };
    }

    private String usual() {
        return signed.id() && !signed.idHeaders().isEmpty()
                ? "delivery_id: signed_id"
                : "an id that stands in the body, or delivery_id: signed_hash";
    }
}
