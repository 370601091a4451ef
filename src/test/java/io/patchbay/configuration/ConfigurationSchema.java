package io.patchbay.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A JSON schema of {@code src/main/resources/schema}, used as an editor uses it: without the hub. */
public final class ConfigurationSchema {
    private static final Path FOLDER = Path.of("src/main/resources/schema");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final JsonNode tree;
    private final JsonSchema validator;

    private ConfigurationSchema(Path file) {
        try {
            tree = Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(tree);
    }

    /** @param name for example {@code source} */
    public static ConfigurationSchema named(String name) {
        return at(FOLDER.resolve(name + ".schema.json"));
    }

    static ConfigurationSchema at(Path file) {
        return new ConfigurationSchema(file);
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode tree() {
        return tree;
    }

    Set<ValidationMessage> validate(JsonNode value) {
        return validator.validate(value);
    }

    /** The names of the members of the object at that JSON pointer. */
    public List<String> keys(String pointer) {
        List<String> keys = new ArrayList<>();
        tree.at(pointer).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The words of the closed list at that JSON pointer. */
    public List<String> words(String pointer) {
        List<String> words = new ArrayList<>();
        tree.at(pointer).forEach(word -> words.add(word.asText()));
        return words;
    }
}
