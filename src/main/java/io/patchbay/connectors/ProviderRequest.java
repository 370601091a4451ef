package io.patchbay.connectors;

import io.patchbay.platform.Json;
import io.patchbay.platform.OutgoingRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTTP request to a provider, complete. The Kamelet {@code provider-call} sends exactly this and nothing else.
 *
 * @param method {@code GET}, {@code POST} or {@code PUT}
 * @param uri made of a configured base URL and of values the hub has checked
 * @param headers what the provider needs beyond content type and length; may hold credentials
 * @param body UTF-8 JSON; empty for a {@code GET}
 */
public record ProviderRequest(String method, URI uri, Map<String, String> headers, byte[] body)
        implements OutgoingRequest {

    static ProviderRequest get(URI base, String path, Map<String, String> query, Map<String, String> headers) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        return new ProviderRequest("GET", URI.create(base + path + parameters), headers, new byte[0]);
    }

    static ProviderRequest post(URI base, String path, Object body, Map<String, String> headers) {
        return post(URI.create(base + path), Json.write(body).getBytes(StandardCharsets.UTF_8), headers);
    }

    static ProviderRequest put(URI base, String path, Object body, Map<String, String> headers) {
        ProviderRequest post = post(base, path, body, headers);
        return new ProviderRequest("PUT", post.uri(), post.headers(), post.body());
    }

    static ProviderRequest post(URI uri, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json; charset=utf-8");
        return new ProviderRequest("POST", uri, all, body);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String header(String name) {
        return headers.get(name);
    }

    /** Method and server only: headers hold credentials, and a path may be a secret. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority();
    }
}
