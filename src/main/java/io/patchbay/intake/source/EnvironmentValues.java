package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.YamlFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a source file takes from the environment. No message repeats a value that came from there. */
final class EnvironmentValues {
    private final YamlFile file;
    private final List<ConfigurationProblem> problems;
    private final EnvironmentReferences references;
    private final String variable;

    EnvironmentValues(
            YamlFile file, List<ConfigurationProblem> problems, EnvironmentReferences references, String sourceName) {
        this.file = file;
        this.problems = problems;
        this.references = references;
        this.variable = "SOURCE_" + sourceName.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
    }

    /**
     * The secrets of a source that is switched on; empty for one that is off, or waits for its secret. A source that is
     * on without a secret is a problem.
     */
    Optional<Secrets> secrets(JsonNode tree) {
        String enabled = tree.path("enabled").asText("true");
        String reference = reference("/secret", "${" + variable + "}");
        Optional<String> current = value(reference);
        Optional<String> next = value(reference("/secret_next", "${" + variable + "_NEXT}"));
        if (enabled.equals("false") || (current.isEmpty() && enabled.equals("when_secret"))) {
            return Optional.empty();
        }
        if (current.isEmpty()) {
            problems.add(file.at(
                    tree.has("secret") ? "/secret" : "/name",
                    "the source is enabled but has no secret",
                    "set " + reference + " in the environment, or write enabled: when_secret"));
        }
        return Optional.of(new Secrets(
                Stream.of(current, next).flatMap(Optional::stream).distinct().toList()));
    }

    /** The reference written there; the usual one where there is none, or where a secret itself is written. */
    private String reference(String pointer, String usual) {
        String written = file.tree().at(pointer).asText(usual);
        if (EnvironmentReferences.isReference(written)) {
            return written;
        }
        problems.add(
                file.at(pointer, "a secret does not stand in a file", "write " + usual + " and set that variable"));
        return usual;
    }

    private Optional<String> value(String reference) {
        return references.resolve(reference).filter(value -> !value.isBlank());
    }

    /** The block with the references in its texts resolved; each that cannot be is a problem. */
    JsonNode resolved(String pointer, JsonNode block) {
        ObjectNode resolved = block.deepCopy();
        block.properties().forEach(option -> {
            if (option.getValue().isTextual()) {
                String place = pointer + "/" + option.getKey();
                resolved.set(
                        option.getKey(),
                        TextNode.valueOf(required(place, option.getValue().asText())));
            }
        });
        return resolved;
    }

    /** The block with the references in its texts resolved as far as they can be. */
    JsonNode textsOf(JsonNode block) {
        ObjectNode resolved = block.deepCopy();
        block.properties().forEach(option -> {
            if (option.getValue().isTextual()) {
                resolved.put(option.getKey(), text(option.getValue().asText()));
            }
        });
        return resolved;
    }

    /** The text with its references resolved, or as it is written when one of them cannot be. */
    String text(String written) {
        return references.resolve(written).orElse(written);
    }

    private String required(String pointer, String text) {
        return references.resolve(text).orElseGet(() -> {
            problems.add(file.at(
                    pointer, "a variable named here is not set", "set it, or give it a default: ${NAME:default}"));
            return "";
        });
    }

    /** The URL at that place; empty when the file has none, or its variable is not set. */
    Optional<URI> url(String pointer) {
        JsonNode written = file.tree().at(pointer);
        return references
                .resolve(written.asText())
                .filter(value -> !value.isBlank())
                .flatMap(value -> url(pointer, value));
    }

    private Optional<URI> url(String pointer, String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // Told below; the exception's message repeats the URL, which may hold credentials.
        }
        problems.add(file.at(pointer, "this does not resolve to a URL", "write one that begins with https://"));
        return Optional.empty();
    }
}
