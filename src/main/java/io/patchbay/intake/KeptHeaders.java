package io.patchbay.intake;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.patchbay.intake.expression.Signed;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.platform.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which headers of a request are kept: those that its source's configuration reads, so that no credential is stored. */
final class KeptHeaders {
    private static final TypeFactory TYPES = Json.mapper().getTypeFactory();

    private KeptHeaders() {}

    /** A header that may carry the signed id says that id, also where the request carried it in another one. */
    static Map<String, String> of(SourceConfig source, VerifiedRequest verified) {
        Signed signed = verified.signed();
        Map<String, List<String>> sent = verified.request().headers();
        Map<String, String> kept = new TreeMap<>();
        for (String name : source.headersRead()) {
            if (signed.idHeaders().contains(name)) {
                kept.put(name, signed.id());
            } else if (sent.containsKey(name)) {
                kept.put(name, String.join(",", sent.get(name)));
            }
        }
        return kept;
    }

    static Map<String, String> read(String json) {
        return Json.read(json, TYPES.constructMapType(TreeMap.class, String.class, String.class));
    }
}
