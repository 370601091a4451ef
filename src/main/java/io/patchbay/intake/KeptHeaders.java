package io.patchbay.intake;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.platform.Json;
import java.util.Map;
import java.util.TreeMap;

/** Which headers of a request are kept: those that its source's configuration reads, so that no credential is stored. */
final class KeptHeaders {
    private static final TypeFactory TYPES = Json.mapper().getTypeFactory();

    private KeptHeaders() {}

    static Map<String, String> of(SourceConfig source, WebhookRequest request) {
        Map<String, String> kept = new TreeMap<>();
        for (String name : source.headersRead()) {
            if (request.headers().containsKey(name)) {
                kept.put(name, String.join(",", request.headers().get(name)));
            }
        }
        return kept;
    }

    static Map<String, String> read(String json) {
        return Json.read(json, TYPES.constructMapType(TreeMap.class, String.class, String.class));
    }
}
