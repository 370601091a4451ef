package io.patchbay.connectors.text;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Matter;

/** A matter in one line, as tickets, messages and pages open with it. */
public final class Headline {
    private static final int MAX_AREA = 60;
    private static final int MAX = 1_000;

    private Headline() {}

    /** Product area and summary, or the intent where there is no summary; never empty, and nobody's promise. */
    public static String of(CaseBrief brief) {
        Matter matter = brief.matter();
        String area = PlainText.line(matter.productArea(), MAX_AREA);
        return (area.isEmpty() ? "" : area + ": ") + what(matter, UnpromisedText.summary(brief));
    }

    private static String what(Matter matter, String said) {
        String summary = PlainText.line(said, MAX);
        String what = summary.isEmpty() ? PlainText.line(matter.intent(), MAX) : summary;
        return what.isEmpty() ? "call without a summary" : what;
    }
}
