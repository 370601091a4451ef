package io.patchbay;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.rules.Drift;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells operations whether stored decisions still come out the same: the gauge {@code patchbay.rules.drift}, and the log. */
@Component("rulesDrift")
class RulesDrift {
    private static final Logger log = LoggerFactory.getLogger(RulesDrift.class);

    private final Drift drift;
    private final Duration window;
    private final int most;
    private final AtomicLong drifted;

    /** @param window how far back decisions are made again, a little more than the time between two checks */
    RulesDrift(
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
                    "{} of {} recent decisions do not come out as they were stored, for example {}",
                    report.drifted(),
                    report.checked(),
                    report.examples());
        } else {
            log.info("all {} recent decisions come out as they were stored", report.checked());
        }
        return report;
    }
}
