package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;

/** Where a dispatch of a case goes, as the destinations are configured. Implemented by the connectors. */
public interface DispatchPlaces {
    /**
     * The project, the channel, or the fingerprint of the routing key, at most 255 characters; the empty string where
     * the destination has no such thing or does not serve the case's queue.
     */
    String of(String destination, String operation, CaseBrief brief);
}
