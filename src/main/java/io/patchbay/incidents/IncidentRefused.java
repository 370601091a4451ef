package io.patchbay.incidents;

/** What somebody wants of an incident cannot be done as it stands; the message says why. */
public final class IncidentRefused extends RuntimeException {
    IncidentRefused(String message) {
        super(message, null, false, false);
    }
}
