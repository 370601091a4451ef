package io.patchbay.simulator;

import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** An answer to send: status, further headers and body. */
record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json; charset=utf-8";

    /** @param body anything that Jackson writes; null for no body */
    static Answer json(int status, Object body) {
        byte[] bytes = body == null ? new byte[0] : Json.write(body).getBytes(StandardCharsets.UTF_8);
        return new Answer(status, JSON, Map.of(), bytes);
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, contentType, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, Map.copyOf(more), body);
    }

    /** Status line and headers, with a length that promises the whole body. */
    byte[] head() {
        StringBuilder head =
                new StringBuilder(160).append("HTTP/1.1 ").append(status).append(" -\r\n");
        if (!headers.containsKey("Date")) {
            head.append("Date: ")
                    .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                    .append("\r\n");
        }
        head.append("Content-Type: ").append(contentType).append("\r\n");
        if (status != 204) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
