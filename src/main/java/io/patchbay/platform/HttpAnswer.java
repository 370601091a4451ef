package io.patchbay.platform;

import java.util.Map;

/**
 * An answer to an {@link OutgoingRequest}, whatever its status.
 *
 * @param headers of those asked for, the ones that it has
 * @param body at the most as much as the egress guard lets in
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    /** The status only: a body is somebody else's and may hold anything. */
    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
