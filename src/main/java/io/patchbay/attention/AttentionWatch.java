package io.patchbay.attention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Counts what waits for a person, by kind, into {@code patchbay.attention}; a scrape reads what was counted last. */
@Component
public class AttentionWatch {
    private static final int COUNTED_TO = 10_000;

    private final AttentionQueries queries;
    private final AttentionOwners owners;
    private final Map<AttentionKind, AtomicLong> counts = new EnumMap<>(AttentionKind.class);

    AttentionWatch(AttentionQueries queries, AttentionOwners owners, MeterRegistry meters) {
        this.queries = queries;
        this.owners = owners;
        for (AttentionKind kind : AttentionKind.values()) {
            AtomicLong count = new AtomicLong();
            counts.put(kind, count);
            Gauge.builder("patchbay.attention", count, AtomicLong::get)
                    .tag("kind", kind.text())
                    .register(meters);
        }
    }

    /** Counts once, each kind to {@value #COUNTED_TO}. */
    public void look() {
        owners.note(queries.ownersOfOpenCases());
        OwnerGaps gaps = owners.gaps();
        counts.forEach((kind, count) -> count.set(queries.count(kind, gaps, COUNTED_TO)));
    }
}
