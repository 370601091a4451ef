package io.patchbay.intake;

import java.net.URI;

/** A question to a provider's API, in the form that the Kamelet {@code provider-call} sends. */
public record ProviderQuestion(URI uri, String authorization) {

    public String method() {
        return "GET";
    }

    /** The value of that header, or null when the question has none. */
    public String header(String name) {
        return switch (name) {
            case "Authorization" -> authorization;
            case "Accept" -> "application/json";
            default -> null;
        };
    }

    public byte[] body() {
        return new byte[0];
    }

    /** The server only: the path names a call, the header holds a credential. */
    @Override
    public String toString() {
        return "GET " + uri.getScheme() + "://" + uri.getAuthority();
    }
}
