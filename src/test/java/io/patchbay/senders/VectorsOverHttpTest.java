package io.patchbay.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.signature.SignatureVectors;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.ProviderSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** Every signature vector gets its verdict from the hub's own door: bytes, headers, query and time as in the vector. */
class VectorsOverHttpTest {
    private static final Instant ANY_TIME = Instant.parse("2026-08-20T17:00:00Z");

    @TempDir
    static Path folder;

    private static final SettableClock CLOCK = new SettableClock(ANY_TIME);
    private static VectorSources sources;
    private static ProviderSimulator providers;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("connectors-config"), folder.resolve("config"));
        sources = new VectorSources(folder.resolve("config/sources"));
        providers = ProviderSimulator.start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.remove("SOURCE_GENERIC_WRITE_BACK_URL");
        settings.putAll(sources.settings());
        settings.put("PATCHBAY_CONFIG_DIR", folder.resolve("config").toString());
        settings.put("PATCHBAY_DATA_DIR", folder.resolve("data").toString());
        settings.put("server.port", "0");
        hub = RunningHub.start(settings, CLOCK);
    }

    @AfterAll
    static void stop() {
        hub.close();
        providers.close();
    }

    static Stream<Object[]> vectors() {
        return SignatureVectors.all().stream()
                .map(vector -> new Object[] {vector.path("id").asText(), vector});
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void vector_hasItsVerdict(String id, JsonNode vector) {
        Optional<String> source = sources.of(vector);
        if (source.isEmpty()) {
            assertThat(SignatureVectors.expected(vector))
                    .as("a source without a secret does not start")
                    .containsOnly(false);
            return;
        }
        CLOCK.set(
                vector.path("now_epoch_seconds").isNull()
                        ? ANY_TIME
                        : Instant.ofEpochSecond(vector.path("now_epoch_seconds").asLong()));

        RawHttp.Answer answer = RawHttp.send(
                hub.url(),
                vector.path("method").asText(),
                VectorSources.target(vector, source.get()),
                headers(vector),
                vector.path("body").asText().getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.body()).isIn(SignatureVectors.statuses(vector));
    }

    private static Map<String, List<String>> headers(JsonNode vector) {
        Map<String, List<String>> headers = new TreeMap<>();
        vector.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        return headers;
    }
}
