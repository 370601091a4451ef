package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JSON Pointer whose segments may be {@code *}, for every member or element.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
public final class Pointer {
    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,5}");
    private static final Pattern LONE_TILDE = Pattern.compile("~(?![01])");
    private static final int MOST_MATCHES = 1_000;
    private static final String EVERY = "*";

    private final String text;
    private final List<String> segments;
    private final boolean many;

    private Pointer(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
        this.many = segments.contains(EVERY);
    }

    /** @throws IllegalArgumentException when the text does not start with a slash, or escapes with a lone tilde */
    public static Pointer parse(String text) {
        if (!text.startsWith("/") || LONE_TILDE.matcher(text).find()) {
            throw new IllegalArgumentException("not a JSON pointer");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : text.substring(1).split("/", -1)) {
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(text, List.copyOf(segments));
    }

    /** The value it points at, or missing; with {@code *} an array of the values found, 1,000 at the most. */
    public JsonNode read(JsonNode root) {
        if (many) {
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            collect(root, 0, found);
            return found.isEmpty() ? MissingNode.getInstance() : found;
        }
        JsonNode node = root;
        for (String segment : segments) {
            node = child(node, segment);
        }
        return node;
    }

    private static JsonNode child(JsonNode node, String segment) {
        if (node.isArray()) {
            return INDEX.matcher(segment).matches() ? node.path(Integer.parseInt(segment)) : MissingNode.getInstance();
        }
        return node.path(segment);
    }

    private void collect(JsonNode node, int depth, ArrayNode found) {
        if (found.size() >= MOST_MATCHES || node.isMissingNode()) {
            return;
        }
        if (depth == segments.size()) {
            found.add(node);
        } else if (segments.get(depth).equals(EVERY)) {
            node.forEach(child -> collect(child, depth + 1, found));
        } else {
            collect(child(node, segments.get(depth)), depth + 1, found);
        }
    }

    /** Takes out of the tree what it points at: members go, elements become null so that the others keep their place. */
    void remove(JsonNode root) {
        remove(root, 0);
    }

    private void remove(JsonNode node, int depth) {
        String segment = segments.get(depth);
        if (depth == segments.size() - 1) {
            removeHere(node, segment);
        } else if (segment.equals(EVERY)) {
            node.forEach(child -> remove(child, depth + 1));
        } else {
            remove(child(node, segment), depth + 1);
        }
    }

    private static void removeHere(JsonNode node, String segment) {
        if (node instanceof ObjectNode object) {
            if (segment.equals(EVERY)) {
                object.removeAll();
            } else {
                object.remove(segment);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (segment.equals(EVERY) || segment.equals(String.valueOf(i))) {
                    array.setNull(i);
                }
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
