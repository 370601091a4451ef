package io.patchbay.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as a JSON tree with the place of each value. What can make a small text a large tree is refused before it is built. */
final class YamlTree {
    private static final int MAX_CODE_POINTS = 10_000_000;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_WORD = 20_000;
    private static final int MAX_BLANKS = 1_000;
    /** Of a value's place: the names around it, one after the other. */
    private static final int MAX_POINTER = 500;

    private final String name;
    private final JsonNode root;
    private final Map<String, Mark> marks = new HashMap<>();
    private final Map<String, ScalarNode> texts = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private YamlTree(String name, Node root) {
        this.name = name;
        this.root = convert(root, "");
    }

    /** @throws ConfigurationException when the text is empty, not YAML, or beyond the bounds */
    static YamlTree read(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CODE_POINTS);
        requireLengths(name, text);
        try {
            requirePlain(name, new Yaml(new SafeConstructor(options)).parse(new StringReader(text)));
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                throw problem(name, null, "the file is empty", "write its content, or delete the file");
            }
            return new YamlTree(name, root);
        } catch (MarkedYAMLException e) {
            throw problem(
                    name,
                    e.getProblemMark(),
                    "not valid YAML: " + e.getProblem(),
                    "check indentation, quotes and colons near this place");
        } catch (YAMLException e) {
            throw problem(
                    name,
                    null,
                    "not valid YAML: the file has characters that YAML does not allow",
                    "save it as UTF-8 text without control characters");
        }
    }

    /**
     * Refuses what is too long as a whole, and what the scanner takes quadratic time for: words, comments and blanks that
     * nothing breaks.
     */
    private static void requireLengths(String name, String text) {
        if (text.length() > MAX_CODE_POINTS) {
            throw problem(name, null, "the file is too long", "split it into several files");
        }
        int line = 1;
        int lineStart = 0;
        int start = 0;
        int blanks = 0;
        int comment = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
                comment = -1;
            } else if (c == '#' && comment < 0 && i == start) {
                comment = i;
            }
            blanks = c == ' ' ? blanks + 1 : 0;
            if (blanks > MAX_BLANKS) {
                throw tooLong(
                        name,
                        line,
                        i - blanks + 2 - lineStart,
                        "more than " + MAX_BLANKS + " blanks follow each other");
            }
            if (comment >= 0 && i - comment >= MAX_WORD) {
                throw tooLong(
                        name, line, comment - lineStart + 1, "a comment has more than " + MAX_WORD + " characters");
            }
            if (c == ' ' || c == '\n') {
                start = i + 1;
            } else if (i - start >= MAX_WORD) {
                throw tooLong(name, line, start - lineStart + 1, "a word has more than " + MAX_WORD + " characters");
            }
        }
    }

    private static ConfigurationException tooLong(String name, int line, int column, String message) {
        return new ConfigurationException(
                List.of(new ConfigurationProblem(name, line, column, message, "break it, or take it out")));
    }

    private static void requirePlain(String name, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof AliasEvent) {
                throw problem(name, event.getStartMark(), "an alias stands here", "write out what it stands for");
            }
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw problem(name, event.getStartMark(), "this is nested deeper than " + MAX_DEPTH, "take out levels");
            }
        }
    }

    private static ConfigurationException problem(String name, Mark mark, String message, String fix) {
        int line = mark == null ? 0 : mark.getLine() + 1;
        int column = mark == null ? 0 : mark.getColumn() + 1;
        return new ConfigurationException(List.of(new ConfigurationProblem(name, line, column, message, fix)));
    }

    private JsonNode convert(Node node, String pointer) {
        marks.putIfAbsent(pointer, node.getStartMark());
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = key(object, tuple.getKeyNode());
                String child = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                Mark mark = tuple.getKeyNode().getStartMark();
                if (child.length() > MAX_POINTER) {
                    throw problem(
                            name,
                            mark,
                            "the names down to here have more than " + MAX_POINTER + " characters",
                            "shorten them");
                }
                marks.put(child, mark);
                object.set(key, convert(tuple.getValueNode(), child));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(convert(item, pointer + "/" + array.size()));
            }
            return array;
        }
        texts.put(pointer, (ScalarNode) node);
        return scalar((ScalarNode) node);
    }

    private String key(ObjectNode object, Node node) {
        Mark mark = node.getStartMark();
        if (!(node instanceof ScalarNode word)) {
            throw problem(
                    name,
                    mark,
                    "a list or a mapping stands where a key is expected",
                    "write a plain word before the colon");
        }
        String key = word.getValue();
        if (object.has(key)) {
            throw problem(name, mark, "the key '" + key + "' stands here twice", "keep one of the two");
        }
        if (names.add(key) && names.size() > TooManyNamesException.MOST_NAMES) {
            throw problem(
                    name,
                    mark,
                    "the file has more than " + TooManyNamesException.MOST_NAMES + " different keys",
                    "split it into several files");
        }
        return key;
    }

    private static JsonNode scalar(ScalarNode node) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return json.nullNode();
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return json.booleanNode(List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
        }
        try {
            if (node.getTag().equals(Tag.INT)) {
                return json.numberNode(Long.parseLong(text));
            }
            if (node.getTag().equals(Tag.FLOAT) && Double.isFinite(Double.parseDouble(text))) {
                return json.numberNode(Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            return json.textNode(text);
        }
        return json.textNode(text);
    }

    JsonNode root() {
        return root;
    }

    /** Where each value stands, by its JSON pointer. */
    Map<String, Mark> marks() {
        return marks;
    }

    /** Each scalar as it is written, by its JSON pointer. */
    Map<String, ScalarNode> texts() {
        return texts;
    }
}
