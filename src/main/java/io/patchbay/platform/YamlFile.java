package io.patchbay.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A YAML configuration file as a JSON tree that remembers where each value stands, so that whoever finds a problem with
 * a value, however late, can name its line.
 */
public final class YamlFile {
    /** Nobody reads more of them, and each costs a search for the nearest name. */
    private static final int MAX_PROBLEMS = 100;

    private static final JsonSchemaFactory SCHEMA_FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig SCHEMA_SETTINGS =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    /** One schema serves many files: there is one source file per sender. A schema is made once and validates on any thread. */
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private final String name;
    private final JsonNode tree;
    private final Map<String, Mark> marks;
    private final Map<String, ScalarNode> texts;
    private final List<String> lines;

    private YamlFile(
            String name, JsonNode tree, Map<String, Mark> marks, Map<String, ScalarNode> texts, List<String> lines) {
        this.name = name;
        this.tree = tree;
        this.marks = marks;
        this.texts = texts;
        this.lines = lines;
    }

    /**
     * Reads the file and checks it against a JSON Schema of the class path.
     *
     * @param folder the configuration folder; problems name the file relative to it
     * @param schema for example {@code /schema/queues.schema.json}
     * @throws ConfigurationException when the file is absent, is not YAML, or breaks its schema
     */
    public static YamlFile read(Path folder, Path file, String schema) {
        return checked(read(folder, file), schema);
    }

    private static YamlFile checked(YamlFile yaml, String schema) {
        List<ConfigurationProblem> problems = yaml.breaches(schema);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return yaml;
    }

    /**
     * Reads YAML from a text and checks it against a JSON Schema of the class path.
     *
     * @throws ConfigurationException when the text is not YAML, or breaks its schema
     */
    public static YamlFile parse(String name, String text, String schema) {
        return checked(parse(name, text), schema);
    }

    /** Reads the file without a schema. */
    public static YamlFile read(Path folder, Path file) {
        String name = folder.relativize(file).toString();
        return parse(name, textOf(name, file));
    }

    /** Reads YAML from a text, without a schema. */
    public static YamlFile parse(String name, String text) {
        YamlTree tree = YamlTree.read(name, text);
        return new YamlFile(
                name, tree.root(), tree.marks(), tree.texts(), text.lines().toList());
    }

    private static String textOf(String name, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw problem(name, 0, 0, "the file cannot be read as UTF-8 text", "create it or mend its permissions");
        }
    }

    private static ConfigurationException problem(String name, int line, int column, String message, String fix) {
        return new ConfigurationException(List.of(new ConfigurationProblem(name, line, column, message, fix)));
    }

    /** What breaks the schema, each with its line; empty when the file keeps it. */
    private List<ConfigurationProblem> breaches(String schemaResource) {
        JsonSchema schema = SCHEMAS.computeIfAbsent(schemaResource, YamlFile::schema);
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (ValidationMessage message : schema.validate(tree)) {
            if (problems.size() == MAX_PROBLEMS) {
                break;
            }
            String pointer = message.getInstanceLocation().toString();
            String unknown = "additionalProperties".equals(message.getType()) ? "/" + message.getProperty() : "";
            String fix = fixOf(message, schema.getSchemaNode()).orElse("see the schema " + schemaResource);
            problems.add(at(pointer + unknown, message.getMessage(), fix));
        }
        return problems;
    }

    private static JsonSchema schema(String resource) {
        try (InputStream stream = YamlFile.class.getResourceAsStream(resource)) {
            return SCHEMA_FACTORY.getSchema(stream, SCHEMA_SETTINGS);
        } catch (IOException e) {
            throw new IllegalStateException("the schema " + resource + " is not on the class path", e);
        }
    }

    /** The nearest name that the schema knows, when a key or a word of a closed list is not one of them. */
    private static Optional<String> fixOf(ValidationMessage message, JsonNode schema) {
        String location = message.getSchemaLocation().getFragment().toString();
        if ("additionalProperties".equals(message.getType())) {
            JsonNode known = schema.at(location.substring(0, location.lastIndexOf('/')) + "/properties");
            List<String> names = new ArrayList<>();
            known.fieldNames().forEachRemaining(names::add);
            return Optional.of(NearestName.fix(message.getProperty(), names));
        }
        if ("enum".equals(message.getType()) && message.getInstanceNode() != null) {
            List<String> words = new ArrayList<>();
            schema.at(location).forEach(word -> words.add(word.asText()));
            return Optional.of(NearestName.fix(message.getInstanceNode().asText(), words));
        }
        return Optional.empty();
    }

    /** The file's path below the configuration folder. */
    public String name() {
        return name;
    }

    public JsonNode tree() {
        return tree;
    }

    /** A problem with the value at that JSON pointer, or with the nearest thing around it that the file has. */
    public ConfigurationProblem at(String pointer, String message, String fix) {
        String place = pointer;
        while (!place.isEmpty() && !marks.containsKey(place)) {
            place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        }
        Mark mark = marks.get(place);
        int line = mark == null ? 0 : mark.getLine() + 1;
        int column = mark == null ? 0 : mark.getColumn() + 1;
        return new ConfigurationProblem(name, line, column, message, fix);
    }

    /**
     * A problem inside the text at that JSON pointer, at that line and column of the text, both one-based: where that is
     * in the file for a text on one line or in a {@code |} block, else the place where the text starts.
     */
    public ConfigurationProblem within(String pointer, int line, int column, String message, String fix) {
        ScalarNode text = texts.get(pointer);
        if (text == null) {
            return at(pointer, message, fix);
        }
        Mark start = text.getStartMark();
        if (text.getScalarStyle() == ScalarStyle.LITERAL) {
            int at = start.getLine() + line;
            return new ConfigurationProblem(name, at + 1, column + blockIndent(text), message, fix);
        }
        boolean oneLine = line == 1 && start.getLine() == text.getEndMark().getLine();
        int quote = text.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        return new ConfigurationProblem(
                name, start.getLine() + 1, start.getColumn() + (oneLine ? quote + column : 1), message, fix);
    }

    /** How far a {@code |} block is indented in the file: its first line there against its first line in the text. */
    private int blockIndent(ScalarNode block) {
        List<String> text = block.getValue().lines().toList();
        for (int i = 0; i < text.size(); i++) {
            if (!text.get(i).isBlank()) {
                return lines.get(block.getStartMark().getLine() + 1 + i).indexOf(text.get(i));
            }
        }
        return 0;
    }
}
