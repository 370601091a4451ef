package io.patchbay.intake.mapping;

import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.intake.source.TestSecrets;
import io.patchbay.platform.EnvironmentReferences;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The sources that ship, all switched on, and the sample payloads. */
final class Shipped {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:07Z");
    static final Sources SOURCES =
            Sources.load(Path.of("connectors-config"), new EnvironmentReferences(TestSecrets::lookUp));

    private Shipped() {}

    static SourceConfig source(String name) {
        return SOURCES.find(name).orElseThrow();
    }

    static byte[] payload(String file) {
        try (InputStream stream = Shipped.class.getResourceAsStream("/payloads/" + file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static RawEvent event(String source, String file, String... headers) {
        boolean form = file.endsWith(".form");
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], headers[i + 1]);
        }
        String type = form ? "application/x-www-form-urlencoded; charset=UTF-8" : "application/json";
        return new RawEvent(source, type, "", byName, payload(file));
    }

    static RawEvent json(String source, String body) {
        return new RawEvent(source, "application/json", "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
