package io.patchbay.connectors.http;

import io.patchbay.platform.Json;
import io.patchbay.platform.OutgoingRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTTP request to a provider, complete.
 *
 * @param method {@code GET}, {@code POST} or {@code PUT}
 * @param server a configured URL of the server
 * @param path path and query, made of a configured base URL and of values the hub has checked
 * @param headers what the provider needs beyond content type and length; may hold credentials
 * @param body UTF-8 JSON; empty for a {@code GET}
 */
public record ProviderRequest(String method, URI server, String path, Map<String, String> headers, byte[] body)
        implements OutgoingRequest {
    private static final byte[] NOTHING = new byte[0];
    /** What RFC 3986 knows in a path or a query, and the brackets that URLs have in queries all the same. */
    private static final String MARKS = "-._~!$&'()*+,;=:@%/?[]";

    public ProviderRequest {
        for (int i = 0; i < path.length(); i++) {
            char letter = path.charAt(i);
            boolean plain =
                    letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9';
            if (!plain && MARKS.indexOf(letter) < 0) {
                // Without the path, which may be a secret.
                throw new IllegalArgumentException("a request's path holds what no path may hold");
            }
        }
    }

    /** @param path below the base URL */
    public static ProviderRequest get(URI base, String path, Map<String, String> query, Map<String, String> headers) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        return new ProviderRequest("GET", base, base.getRawPath() + path + parameters, headers, NOTHING);
    }

    /** @param body is written as JSON */
    public static ProviderRequest post(URI base, String path, Object body, Map<String, String> headers) {
        return new ProviderRequest("POST", base, base.getRawPath() + path, headers, Json.bytes(body));
    }

    /** @param body is written as JSON */
    public static ProviderRequest put(URI base, String path, Object body, Map<String, String> headers) {
        return new ProviderRequest("PUT", base, base.getRawPath() + path, headers, Json.bytes(body));
    }

    /** A POST of these bytes to exactly that URL. */
    public static ProviderRequest post(URI url, byte[] body, Map<String, String> headers) {
        URI encoded = URI.create(url.toASCIIString());
        String query = encoded.getRawQuery() == null ? "" : "?" + encoded.getRawQuery();
        String path = encoded.getRawPath().isEmpty() ? "/" : encoded.getRawPath();
        return new ProviderRequest("POST", url, path + query, headers, body);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Method and server only: headers hold credentials, and a path may be a secret. */
    @Override
    public String toString() {
        return method + " " + server.getScheme() + "://" + server.getAuthority();
    }
}
