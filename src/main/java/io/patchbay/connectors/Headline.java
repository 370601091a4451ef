package io.patchbay.connectors;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Matter;

/** A matter in one line, as tickets, messages and pages open with it. */
final class Headline {
    private static final int MAX_AREA = 60;
    private static final int MAX = 1_000;

    private Headline() {}

    /** Product area and summary, or the intent where there is no summary; never empty, and nobody's promise. */
    static String of(CaseBrief brief) {
        Matter matter = brief.matter();
        String area = Plain.line(matter.productArea(), MAX_AREA);
        return (area.isEmpty() ? "" : area + ": ") + what(matter, Unpromised.summary(brief));
    }

    private static String what(Matter matter, String said) {
        String summary = Plain.line(said, MAX);
        String what = summary.isEmpty() ? Plain.line(matter.intent(), MAX) : summary;
        return what.isEmpty() ? "call without a summary" : what;
    }
}
