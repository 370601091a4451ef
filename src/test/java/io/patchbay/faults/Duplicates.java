package io.patchbay.faults;

import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Effects;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many tickets, messages and pages there are beyond the first of each case, the fallback's messages left out. */
record Duplicates(long tickets, long messages, long pages) {
    static Duplicates count(DataSource database, Effects effects) {
        List<String> toFallback = new JdbcTemplate(database)
                .queryForList("select marker from dispatch where operation = 'tell_fallback'", String.class);
        long fallbacks = toFallback.stream()
                .filter(marker -> !effects.with(Effect.Kind.MESSAGE, marker).isEmpty())
                .count();
        List<String> cases = new JdbcTemplate(database).queryForList("select ref from support_case", String.class);
        return new Duplicates(
                beyondOne(cases, effects, Effect.Kind.ISSUE),
                beyondOne(cases, effects, Effect.Kind.MESSAGE) - fallbacks,
                beyondOne(cases, effects, Effect.Kind.ALERT));
    }

    private static long beyondOne(List<String> cases, Effects effects, Effect.Kind kind) {
        return cases.stream()
                .mapToLong(ref -> Math.max(0, effects.with(kind, ref).size() - 1L))
                .sum();
    }
}
