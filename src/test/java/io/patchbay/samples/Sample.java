package io.patchbay.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.patchbay.platform.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A sample call with what has to come of it: one folder below {@code samples/}; see the README there. */
public record Sample(
        Path folder,
        String description,
        boolean needsTrustedSender,
        boolean needsGracePeriod,
        List<Delivery> deliveries,
        List<ExpectedCall> calls) {
    public static final Path FOLDER = Path.of("samples");

    /** @param duplicate whether the answer has to say so, with the event id of the first */
    public record Delivery(Path file, String webhookId, boolean duplicate) {
        public byte[] body() {
            return read(file);
        }
    }

    /**
     * @param account empty when the caller belongs to none and none is guessed
     * @param joins the call whose case this one joins, or the empty string
     * @param inThread whether its incident's thread stands for its message
     * @param writeBackWithheld whether its source is told a status and no case
     */
    public record ExpectedCall(
            String call,
            String account,
            String match,
            String scopeCorrection,
            String queue,
            String rule,
            List<String> reviewReasons,
            String severity,
            boolean ticketCreated,
            String joins,
            boolean inThread,
            boolean writeBackWithheld,
            boolean pageSent,
            String pageWhy) {}

    public String name() {
        return folder.getFileName().toString();
    }

    /** The sample whose folder has that name. */
    public static Sample named(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every sample, by number. */
    public static List<Sample> all() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().map(Sample::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample of(Path folder) {
        YamlFile file = YamlFile.parse(folder + "/expected.yaml", text(folder.resolve("expected.yaml")));
        JsonNode tree = file.tree();
        var breaches = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(text(FOLDER.resolve("expected.schema.json")))
                .validate(tree);
        if (!breaches.isEmpty()) {
            throw new IllegalStateException(file.name() + ": " + breaches);
        }
        List<Delivery> deliveries = new ArrayList<>();
        tree.path("deliveries")
                .forEach(delivery -> deliveries.add(new Delivery(
                        folder.resolve(delivery.path("file").asText()),
                        delivery.path("webhook_id").asText(),
                        delivery.path("duplicate").asBoolean())));
        List<ExpectedCall> calls = new ArrayList<>();
        tree.path("calls").forEach(call -> calls.add(expected(call)));
        return new Sample(
                folder,
                tree.path("description").asText(),
                tree.path("needs_trusted_sender").asBoolean(),
                tree.path("needs_grace_period").asBoolean(),
                deliveries,
                calls);
    }

    private static ExpectedCall expected(JsonNode call) {
        List<String> reasons = new ArrayList<>();
        call.path("review_reasons").forEach(reason -> reasons.add(reason.asText()));
        return new ExpectedCall(
                call.path("call").asText(),
                call.path("account").isNull() ? "" : call.path("account").asText(),
                call.path("match").asText(),
                call.path("scope_correction").asText(),
                call.path("queue").asText(),
                call.path("rule").asText(),
                reasons,
                call.path("severity").asText(),
                call.path("ticket").path("created").asBoolean(),
                call.path("ticket").path("joins").asText(),
                call.path("in_thread").asBoolean(),
                call.path("write_back_withheld").asBoolean(),
                call.path("page").path("sent").asBoolean(),
                call.path("page").path("why").asText());
    }

    private static String text(Path file) {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
