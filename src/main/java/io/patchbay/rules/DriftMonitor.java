package io.patchbay.rules;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reports whether stored decisions still come out the same: as the gauge {@code patchbay.rules.drift}, and in the log. */
@Component
public class DriftMonitor {
    private static final Logger log = LoggerFactory.getLogger(DriftMonitor.class);

    private final Drift drift;
    private final Duration window;
    private final int most;
    private final AtomicLong drifted;

    /** @param window how far back decisions are made again, a little more than the time between two checks */
    DriftMonitor(
            Drift drift,
            MeterRegistry meters,
            @Value("${patchbay.rules.drift-window:25h}") Duration window,
            @Value("${patchbay.rules.drift-most:20000}") int most) {
        this.drift = drift;
        this.window = window;
        this.most = most;
        this.drifted = meters.gauge("patchbay.rules.drift", new AtomicLong());
    }

    public Drift.Report check() {
        Drift.Report report = drift.check(window, most);
        drifted.set(report.drifted());
        if (report.drifted() > 0) {
            log.warn(
                    "decision drift detected drifted={} checked={} examples={}",
                    report.drifted(),
                    report.checked(),
                    report.examples());
        } else {
            log.info("decision drift check passed checked={}", report.checked());
        }
        return report;
    }
}
