package io.patchbay.intake;

import java.util.List;
import java.util.Map;

/**
 * A webhook request as received, before anything about it is believed.
 *
 * @param target the request target as sent: path and raw query
 * @param headers by name, compared without case, in order of arrival
 * @param body the exact bytes
 */
public record WebhookRequest(
        String source, String method, String target, Map<String, List<String>> headers, byte[] body) {

    /** The first value of the header, or the empty string. */
    public String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? "" : values.get(0);
    }

    /** Whether the request says what it says in its body; a GET says it in its query. */
    public boolean isPost() {
        return method.equals("POST");
    }

    /** The raw path. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** The raw query, or the empty string. */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }
}
