package io.patchbay.intake;

import io.patchbay.platform.OutgoingRequest;
import java.net.URI;

/** A question to a provider's API. */
public record ProviderQuestion(URI uri, String authorization) implements OutgoingRequest {

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String header(String name) {
        return switch (name) {
            case "Authorization" -> authorization;
            case "Accept" -> "application/json";
            default -> null;
        };
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
