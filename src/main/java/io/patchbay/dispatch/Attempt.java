package io.patchbay.dispatch;

import java.util.Objects;

/**
 * One attempt to carry a dispatch out, or to find out whether an earlier attempt happened: the body of the routes from a
 * claim to its outcome. Used by one thread at a time.
 */
public final class Attempt {
    private final Delivery delivery;
    private final boolean lookUp;
    private boolean begun;
    private Outcome outcome;

    /** @param lookUp whether it looks an earlier attempt up instead of making one */
    public Attempt(Delivery delivery, boolean lookUp) {
        this.delivery = Objects.requireNonNull(delivery);
        this.lookUp = lookUp;
    }

    public Delivery delivery() {
        return delivery;
    }

    boolean lookUp() {
        return lookUp;
    }

    /** From now on it may have had its effect, whatever happens. */
    public void begin() {
        begun = true;
    }

    /** Says what came of it. The first outcome stands: what fails afterwards does not change what happened. */
    public void end(Outcome with) {
        if (outcome == null) {
            outcome = Objects.requireNonNull(with);
        }
    }

    /** Whether it has an outcome. */
    public boolean isEnded() {
        return outcome != null;
    }

    /** What came of it; null while it has not ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Ends it without an outcome of its own: what has begun may have happened, and what has not has not. */
    void endWithout(String reason) {
        end(Outcome.of(begun || lookUp ? Outcome.Kind.UNKNOWN : Outcome.Kind.NOT_SENT, 0, reason));
    }

    /** The dispatch only: what it says may hold anything. */
    @Override
    public String toString() {
        return delivery.id() + (isEnded() ? " " + outcome.kind() : "");
    }
}
