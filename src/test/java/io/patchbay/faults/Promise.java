package io.patchbay.faults;

/** What the standing checker holds the hub to; the texts are what its reports say. */
public enum Promise {
    ACCEPTED_IS_KEPT("an acknowledged delivery has no event"),
    ONE_DELIVERY_ONE_EVENT("one webhook id was acknowledged as two events"),
    EVENT_IS_DECIDED("an event is not decided"),
    CALL_HAS_A_CASE("a call that could be decided has no case"),
    CALL_HAS_ONE_CASE("a call stands on two cases"),
    CASE_IS_WHOLE("a case lacks its decision or everything it planned"),
    DISPATCH_IS_SETTLED("a dispatch is not finished and waits for nothing"),
    NO_LEASE_OVERDUE("a row is leased past its time"),
    TIMELINE_WITHOUT_GAP("a timeline has a gap"),
    NO_ORPHAN("a row belongs to nothing"),
    ONE_TICKET("a case has two tickets"),
    ONE_PAGE("a case has two pages"),
    ONE_THREAD("a case or an incident has two messages"),
    ONE_UPDATE("an update of an incident was not told, or told twice"),
    ONE_EFFECT("a marker had two effects"),
    NOTHING_UNPLANNED("a provider has more of a case than was planned"),
    DONE_IS_DONE("a dispatch is done and the provider has nothing of it"),
    NO_UNCONFIRMED_PAGE("a page went out without a confirmed severity");

    private final String broken;

    Promise(String broken) {
        this.broken = broken;
    }

    /** A broken promise and the row that shows it. */
    public record Breach(Promise promise, String row) {
        @Override
        public String toString() {
            return promise + " (" + promise.broken + "): " + row;
        }
    }
}
