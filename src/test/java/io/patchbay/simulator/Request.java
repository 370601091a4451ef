package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as the simulator read it.
 *
 * @param path decoded, without the query
 * @param query decoded; of a repeated name the last
 * @param headers by lower-case name; of a repeated name the last
 */
public record Request(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

    /** The body, or a missing node when it is not one JSON value. */
    public JsonNode json() {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** The path's segment of that index, counted from 0 behind the first slash. */
    String segment(int index) {
        return path.split("/")[index + 1];
    }
}
