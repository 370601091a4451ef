package io.patchbay.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.dispatch.PlanStore.NewRow;
import io.patchbay.dispatch.WatchStore.LatePage;
import io.patchbay.platform.Ids;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Watches the queue: how old the oldest due dispatch is ({@code patchbay.dispatch.oldest.due}, seconds, by destination),
 * how many should have moved two minutes ago and have not ({@code patchbay.dispatch.stuck}, counted to some hundreds, with
 * a line of log a minute), and which pages reach nobody.
 */
@Component
public class QueueWatch {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);
    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final WatchStore store;
    private final PlanStore plans;
    private final Gates gates;
    private final Ids ids;
    private final WorkSignal workSignal;
    private final TransactionTemplate transactions;
    private final Duration fallbackAfter;
    private final Map<String, AtomicLong> oldest = new ConcurrentHashMap<>();
    private final AtomicLong stuck = new AtomicLong();
    private Instant lastLine = Instant.EPOCH;

    QueueWatch(
            WatchStore store,
            PlanStore plans,
            Gates gates,
            Ids ids,
            WorkSignal workSignal,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            @Value("${patchbay.dispatch.page-fallback-after:5m}") Duration fallbackAfter) {
        this.store = store;
        this.plans = plans;
        this.gates = gates;
        this.ids = ids;
        this.workSignal = workSignal;
        this.transactions = new TransactionTemplate(transactions);
        this.fallbackAfter = fallbackAfter;
        gates.destinations().forEach(destination -> oldest.put(destination, new AtomicLong()));
        oldest.forEach((destination, age) -> Gauge.builder("patchbay.dispatch.oldest.due", age, AtomicLong::get)
                .tag("destination", destination)
                .baseUnit("seconds")
                .register(meters));
        Gauge.builder("patchbay.dispatch.stuck", stuck, AtomicLong::get).register(meters);
    }

    /** Looks once; the gauges keep what was seen until the next look. */
    public void look() {
        Instant now = store.now();
        Instant before = now.minus(STUCK_AFTER);
        List<String> ids = new ArrayList<>(store.notMoved(before));
        for (String destination : gates.destinations()) {
            long age = store.oldestDue(destination)
                    .map(due -> Duration.between(due, now).toSeconds())
                    .orElse(0L);
            oldest.get(destination).set(Math.max(0, age));
            ids.addAll(store.notClaimed(destination, before));
        }
        stuck.set(ids.size());
        if (!ids.isEmpty() && Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            LOG.warn("{} dispatches should have moved {} ago, {} among them", ids.size(), STUCK_AFTER, ids.get(0));
        }
    }

    /**
     * Plans a message to the fallback channel for each page that has not been delivered in time, once for each page and
     * whichever node sees it first. It waits for nothing that is planned for its case.
     *
     * @return how many were planned
     */
    public int tellOfLatePages() {
        Instant now = store.now();
        int told = 0;
        for (LatePage page : store.latePages(now.minus(fallbackAfter), now.minus(Duration.ofDays(1)))) {
            told += tell(page) ? 1 : 0;
        }
        return told;
    }

    private boolean tell(LatePage page) {
        NewRow row = new NewRow(
                ids.next("dsp"),
                page.caseRef(),
                "slack",
                Operation.TELL_FALLBACK,
                page.sequence(),
                Map.of("undelivered_for", fallbackAfter.toMinutes() + " minutes"),
                State.READY,
                null,
                null,
                1,
                null,
                0);
        try {
            transactions.executeWithoutResult(status -> plans.insert(List.of(row), Map.of()));
        } catch (DuplicateKeyException e) {
            LOG.debug("another node has told of the page of {}", page.caseRef());
            return false;
        }
        LOG.warn("the page of case {} has not been delivered for {}", page.caseRef(), fallbackAfter);
        workSignal.send(DispatchQueue.work("slack"));
        return true;
    }
}
