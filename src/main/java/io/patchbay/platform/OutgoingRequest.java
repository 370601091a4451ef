package io.patchbay.platform;

import java.net.URI;

/** One HTTP request as the Kamelet {@code provider-call} sends it: this and nothing else. */
public interface OutgoingRequest {
    /** {@code GET}, {@code POST} or {@code PUT}. */
    String method();

    /** Made of a configured base URL and of values the hub has checked. */
    URI uri();

    /** The value of that header, or null when the request has none. */
    String header(String name);

    /** Empty for a {@code GET}. */
    byte[] body();
}
