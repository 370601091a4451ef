package io.patchbay.cases;

import io.patchbay.event.Phase;
import io.patchbay.platform.OutageLog;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Calls of which no end was reported and nothing else for long, so that their providers can be asked. A node goes through
 * all of them page by page, and begins again after a while; where the page ends is its own memory and may be lost.
 */
@Component
public class SilentCalls {
    private static final int PAGE = 100;

    private final GatheringCallRepository calls;
    private final Duration longestCall;
    private final Duration again;
    private OffsetDateTime seenUpTo;
    private OffsetDateTime beginAt = OffsetDateTime.MIN;

    /** @param again how long after it began a node goes through the calls anew */
    SilentCalls(
            GatheringCallRepository calls,
            @Value("${patchbay.longest-call:4h}") Duration longestCall,
            @Value("${patchbay.ask-again:15m}") Duration again) {
        this.calls = calls;
        this.longestCall = longestCall;
        this.again = again;
    }

    /**
     * The next silent calls, those first that would be given up first; none while the database is unavailable.
     *
     * @param silence by source, how long nothing has to have been reported; calls of other sources are passed over
     */
    public synchronized List<DueCall> next(Map<String, Duration> silence) {
        if (silence.isEmpty()) {
            return List.of();
        }
        try {
            return page(silence, calls.now());
        } catch (DataAccessException | CannotCreateTransactionException e) {
            OutageLog.warn("search for silent calls failed", e);
            return List.of();
        }
    }

    private List<DueCall> page(Map<String, Duration> silence, OffsetDateTime now) {
        if (seenUpTo == null) {
            if (now.isBefore(beginAt)) {
                return List.of();
            }
            beginAt = now.plus(again);
        }
        OffsetDateTime after = seenUpTo == null || seenUpTo.isBefore(now) ? now : seenUpTo;
        List<GatheringCallRepository.Row> rows =
                calls.between(after, silentSince(now, Collections.min(silence.values())), PAGE);
        seenUpTo = rows.size() < PAGE ? null : rows.get(PAGE - 1).decideAt();
        return rows.stream()
                .filter(row -> silence.containsKey(row.source())
                        && !row.decideAt().isAfter(silentSince(now, silence.get(row.source())))
                        && !row.said().phases().contains(Phase.ENDED))
                .map(row -> new DueCall(row.source(), row.callId()))
                .toList();
    }

    /** A call without an end is to be given up that long after it was last reported. */
    private OffsetDateTime silentSince(OffsetDateTime now, Duration silence) {
        return now.plus(longestCall).minus(silence);
    }
}
