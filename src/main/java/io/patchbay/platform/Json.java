package io.patchbay.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The one JSON configuration: bounded, without polymorphic types, with duplicate keys refused. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(new BoundedJsonFactory())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Json() {}

    /** A new factory of parsers with the bounds of this configuration, for a mapper that is configured elsewhere. */
    public static JsonFactory boundedFactory() {
        return new BoundedJsonFactory();
    }

    /** The mapper itself, for a reader or a type of its own. Shared: do not configure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads what somebody else wrote.
     *
     * @throws IOException when the bytes are not one JSON value within the bounds
     */
    public static JsonNode read(byte[] bytes) throws IOException {
        JsonNode tree = MAPPER.readTree(bytes);
        if (tree == null || tree.isMissingNode()) {
            throw new IOException("no JSON value");
        }
        return tree;
    }

    /** Reads what the hub itself wrote. */
    public static <T> T read(String text, Class<T> type) {
        return read(text, MAPPER.constructType(type));
    }

    /** Reads what the hub itself wrote. */
    public static <T> T read(String text, JavaType type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalStateException("a stored " + type.getRawClass().getSimpleName() + " cannot be read", e);
        }
    }

    /** The value as compact JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }

    /** The value as compact JSON. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }
}
