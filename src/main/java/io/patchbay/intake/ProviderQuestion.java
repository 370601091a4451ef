package io.patchbay.intake;

import io.patchbay.platform.OutgoingRequest;
import java.net.URI;
import java.util.Map;

/** A question to a provider's API. */
public record ProviderQuestion(URI uri, String authorization) implements OutgoingRequest {

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public URI server() {
        return uri;
    }

    @Override
    public String path() {
        return (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Authorization", authorization, "Accept", "application/json");
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    /** The server only: the path names a call, the header holds a credential. */
    @Override
    public String toString() {
        return "GET " + uri.getScheme() + "://" + uri.getAuthority();
    }
}
