package io.patchbay.senders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.intake.signature.SignatureVectors;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source file for each way to sign that the vectors use: scheme, options, URL and secret. */
final class VectorSources {
    private final Path folder;
    private final Map<List<String>, String> names = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    VectorSources(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        for (JsonNode vector : SignatureVectors.all()) {
            if (!SignatureVectors.secretText(vector).isEmpty()) {
                add(vector);
            }
        }
    }

    /** What the hub has to have in its environment. */
    Map<String, String> settings() {
        return settings;
    }

    /** The name of the vector's source; empty for a vector without a secret: no hub starts with such a source. */
    Optional<String> of(JsonNode vector) {
        return Optional.ofNullable(names.get(key(vector)));
    }

    /** The target of the vector's request: what follows the source in its path, and the query as it is. */
    static String target(JsonNode vector, String source) {
        String url = vector.path("url").asText();
        int query = url.indexOf('?');
        String token = isUrlToken(vector) ? url.substring(url.lastIndexOf('/')) : "";
        return "/hooks/" + source + token + (query < 0 ? "" : url.substring(query));
    }

    private void add(JsonNode vector) throws IOException {
        List<String> key = key(vector);
        if (names.containsKey(key)) {
            return;
        }
        String name = "v%03d".formatted(names.size() + 1);
        names.put(key, name);
        settings.put(
                "SOURCE_" + name.toUpperCase(java.util.Locale.ROOT) + "_SECRET", SignatureVectors.secretText(vector));
        ObjectNode file = Json.mapper().createObjectNode();
        file.put("name", name).put("kind", "feedback").put("dedupe", "business");
        file.put("type", "body_hash").put("delivery_id", "body_hash").put("public_url", publicUrl(vector));
        file.set("signature", Json.mapper().valueToTree(SignatureVectors.block(vector)));
        // JSON is YAML.
        Files.writeString(folder.resolve(name + ".yaml"), file.toPrettyString());
    }

    private static List<String> key(JsonNode vector) {
        return List.of(
                SignatureVectors.block(vector).toString(), publicUrl(vector), SignatureVectors.secretText(vector));
    }

    private static String publicUrl(JsonNode vector) {
        String url = vector.path("url").asText().replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*$", "");
        return isUrlToken(vector) ? url.substring(0, url.lastIndexOf('/')) : url;
    }

    private static boolean isUrlToken(JsonNode vector) {
        return vector.path("scheme").asText().equals("url-token");
    }
}
