package io.patchbay.cases.sync;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Walks through cases in the order of an index, some at a time and then again from the start, and picks those that are due.
 * One walk passes a bounded number of cases, however many there are.
 */
final class CaseWalk {
    /** How many cases are read at once. */
    static final int WINDOW = 1_000;

    private static final int MOST_WINDOWS = 5;
    private static final Place START = new Place("", OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    private Place place = START;

    /** Where a walk goes on: behind this case. */
    record Place(String ref, OffsetDateTime endedAt) {}

    /** A case that the walk comes to. @param endedAt null while it is open */
    record Step(String ref, OffsetDateTime endedAt, boolean due) {}

    /**
     * The next cases that are due, at the most so many; fewer when the walk has come to its end or far enough.
     *
     * @param window reads up to {@value #WINDOW} cases behind a place
     */
    synchronized List<String> next(int most, Function<Place, List<Step>> window) {
        List<String> due = new ArrayList<>();
        for (int i = 0; i < MOST_WINDOWS; i++) {
            List<Step> steps = window.apply(place);
            for (Step step : steps) {
                if (due.size() == most) {
                    return due;
                }
                place = new Place(step.ref(), step.endedAt());
                if (step.due()) {
                    due.add(step.ref());
                }
            }
            if (steps.size() < WINDOW) {
                place = START;
                return due;
            }
        }
        return due;
    }
}
