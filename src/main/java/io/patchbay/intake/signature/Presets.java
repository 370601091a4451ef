package io.patchbay.intake.signature;

import static io.patchbay.intake.signature.Option.*;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets of options that several schemes share. */
final class Presets {
    static final Set<Option> WINDOW = Set.of(TOLERANCE_SECONDS, FUTURE_TOLERANCE_SECONDS);
    static final Set<Option> HMAC = windowAnd(
            HEADER,
            PREFIX,
            HEADER_FORMAT,
            SEPARATOR,
            PAYLOAD_FORMAT,
            ALGORITHM,
            ENCODING,
            TIMESTAMP_HEADER,
            TIMESTAMP_UNIT,
            ID_HEADER,
            SECRET_IS_BASE64);

    private Presets() {}

    static Set<Option> windowAnd(Option... more) {
        Set<Option> all = new HashSet<>(WINDOW);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    static Map<Option, String> timed(String header, String timestampHeader, String payloadFormat) {
        return Map.of(HEADER, header, TIMESTAMP_HEADER, timestampHeader, PAYLOAD_FORMAT, payloadFormat);
    }

    static Map<Option, String> standardWebhooks(String headerFormat) {
        return Map.of(
                HEADER, "webhook-signature",
                HEADER_FORMAT, headerFormat,
                SEPARATOR, " ",
                ID_HEADER, "webhook-id",
                TIMESTAMP_HEADER, "webhook-timestamp",
                PAYLOAD_FORMAT, "{id}.{timestamp}.{body}",
                ENCODING, "base64");
    }

    static Map<Option, String> with(Map<Option, String> some, Option option, String value) {
        Map<Option, String> all = new EnumMap<>(some);
        all.put(option, value);
        return Map.copyOf(all);
    }
}
