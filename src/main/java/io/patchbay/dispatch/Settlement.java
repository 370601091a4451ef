package io.patchbay.dispatch;

/**
 * An outcome on its way into the database.
 *
 * @param id the dispatch
 * @param token the claim it belongs to
 * @param tries how often writing it down has failed
 */
record Settlement(String id, String token, Outcome outcome, int tries) {
    Settlement failedOnce() {
        return new Settlement(id, token, outcome, tries + 1);
    }
}
