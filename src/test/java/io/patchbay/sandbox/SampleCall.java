package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One story of {@code samples/}: deliveries in order, and what has to come of them. */
public record SampleCall(String name, Path folder, JsonNode expected) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** One request of the story. */
    public record Delivery(byte[] body, String webhookId, boolean duplicate) {}

    /** All stories, by name. */
    public static List<SampleCall> all() {
        try (Stream<Path> folders = Files.list(Path.of("samples"))) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(SampleCall::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SampleCall read(Path folder) {
        try {
            JsonNode expected = YAML.readTree(Files.readString(folder.resolve("expected.yaml")));
            return new SampleCall(folder.getFileName().toString(), folder, expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Delivery> deliveries() {
        return each("deliveries").map(this::delivery).toList();
    }

    private Delivery delivery(JsonNode delivery) {
        try {
            return new Delivery(
                    Files.readAllBytes(folder.resolve(delivery.get("file").asText())),
                    delivery.get("webhook_id").asText(),
                    delivery.get("duplicate").asBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is expected of each call of the story. */
    public List<JsonNode> calls() {
        return each("calls").toList();
    }

    private Stream<JsonNode> each(String list) {
        return StreamSupport.stream(expected.get(list).spliterator(), false);
    }

    @Override
    public String toString() {
        return name;
    }
}
