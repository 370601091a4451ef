package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The fields of an {@code application/x-www-form-urlencoded} text, in the order sent; a name may repeat.
 *
 * @see <a href="https://url.spec.whatwg.org/#application/x-www-form-urlencoded">WHATWG URL, section 5</a>
 */
final class FormFields {
    private static final int MOST_FIELDS = 1_000;

    private record Field(String name, String value) {}

    private final List<Field> fields;

    private FormFields(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * Reads the text. Bytes that are not UTF-8 become U+FFFD.
     *
     * @throws MalformedEvent when an escape is cut, or there are more than 1,000 fields
     */
    static FormFields parse(String text) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('&', start);
            String pair = text.substring(start, end < 0 ? text.length() : end);
            if (!pair.isEmpty()) {
                fields.add(field(pair));
            }
            if (fields.size() > MOST_FIELDS) {
                throw new MalformedEvent("", "the form has more than " + MOST_FIELDS + " fields");
            }
            start = end < 0 ? text.length() + 1 : end + 1;
        }
        return new FormFields(fields);
    }

    private static Field field(String pair) {
        int equals = pair.indexOf('=');
        try {
            return new Field(
                    URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
                    equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new MalformedEvent("", "the form has a percent escape that is not one");
        }
    }

    /** The value of that field as text, all values as an array when the name repeats, missing when it is not there. */
    JsonNode get(String name) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (Field field : fields) {
            if (field.name.equals(name)) {
                values.add(TextNode.valueOf(field.value));
            }
        }
        return values.isEmpty() ? MissingNode.getInstance() : values.size() == 1 ? values.get(0) : values;
    }

    /** The same form with the values of that field changed; a value changed to null leaves the field out. */
    FormFields change(String name, UnaryOperator<String> change) {
        List<Field> changed = new ArrayList<>();
        for (Field field : fields) {
            String value = field.name.equals(name) ? change.apply(field.value) : field.value;
            if (value != null) {
                changed.add(new Field(field.name, value));
            }
        }
        return new FormFields(changed);
    }

    /** The form as it is sent. */
    String encode() {
        return String.join(
                "&",
                fields.stream()
                        .map(field -> encode(field.name) + "=" + encode(field.value))
                        .toList());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
