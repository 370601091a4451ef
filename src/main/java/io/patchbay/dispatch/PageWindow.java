package io.patchbay.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds claimed pages whose safe window has passed while they waited to be sent again: behind a breaker, behind a 429 or
 * behind a provider that could not be reached. When an earlier attempt may have arrived, somebody may have resolved that
 * page by now, and the same key would open a second one.
 */
final class PageWindow {
    private final OutcomeStore outcomes;
    private final AfterOutcome after;

    PageWindow(OutcomeStore outcomes, AfterOutcome after) {
        this.outcomes = outcomes;
        this.after = after;
    }

    /** The ids of those that have to be looked up first. */
    Set<String> missed(List<Claimed> rows) {
        List<Claimed> late = rows.stream().filter(after::pastRepeating).toList();
        if (late.isEmpty()) {
            return Set.of();
        }
        Map<String, Instant> lost =
                outcomes.lastUnknown(late.stream().map(Claimed::id).toList());
        return late.stream()
                .filter(row -> lost.containsKey(row.id()))
                // One that got lost after the window was looked up since, or a person has decided.
                .filter(row -> lost.get(row.id()).isBefore(after.windowEnd(row)))
                .map(Claimed::id)
                .collect(Collectors.toSet());
    }
}
