package io.patchbay.dispatch;

/**
 * An outcome on its way into the database.
 *
 * @param id the dispatch
 * @param token the claim it belongs to
 * @param caseRef the case it is for
 * @param tries how often writing it down has failed
 */
record Settlement(String id, String token, String caseRef, Outcome outcome, int tries) {
    Settlement failedOnce() {
        return new Settlement(id, token, caseRef, outcome, tries + 1);
    }
}
