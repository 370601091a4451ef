package io.patchbay.cases;

import io.patchbay.event.Severity;

/**
 * What became of a case's severity when a call that had confirmed it supports it no more.
 *
 * @param before the severity that stood until then
 * @param now what the other calls of the case, and what is still trusted of this one, support
 * @param resolvesPage whether a page went out, or waits to go out, that nobody is to be woken by any more
 */
public record WithdrawnSeverity(Severity before, Severity now, boolean resolvesPage) {
    static final WithdrawnSeverity NONE = new WithdrawnSeverity(Severity.UNCONFIRMED, Severity.UNCONFIRMED, false);

    /** Whether the severity changed. */
    public boolean isWithdrawn() {
        return !before.equals(now);
    }

    /** In one sentence, or two when the page goes with it; the empty string when nothing changed. */
    String text() {
        return isWithdrawn()
                ? "Severity: " + now.label() + ", was " + before.label() + "."
                        + (resolvesPage ? " The page is withdrawn." : "")
                : "";
    }
}
