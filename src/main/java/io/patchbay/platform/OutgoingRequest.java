package io.patchbay.platform;

import java.net.URI;
import java.util.Map;

/** One HTTP request, complete: {@link EgressClient} sends this and nothing else. */
public interface OutgoingRequest {
    /** {@code GET}, {@code POST} or {@code PUT}. */
    String method();

    /** A configured URL: scheme, host and port of the server to call. */
    URI server();

    /** Path and query as they go over the wire; made of configuration and of values the hub has checked. */
    String path();

    /** What the server needs beyond content type and length; may hold credentials. */
    Map<String, String> headers();

    /** UTF-8 JSON; empty for a {@code GET}. */
    byte[] body();
}
