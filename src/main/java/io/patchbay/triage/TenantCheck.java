package io.patchbay.triage;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.directory.Directory;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Warns whoever configured a source that its tenant does not fit the directory: each problem of a source and tenant once in
 * the log, and every call in {@code patchbay.tenant.problems}.
 */
@Component
class TenantCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TenantCheck.class);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._ -]{1,64}");
    private static final int MOST_LOGGED = 1_000;

    private final Directory directory;
    private final MeterRegistry meters;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    TenantCheck(Directory directory, MeterRegistry meters) {
        this.directory = directory;
        this.meters = meters;
    }

    void check(CallReport report, AccountMatch match) {
        directory.tenantProblem(report, match).ifPresent(problem -> {
            String what = problem.name().toLowerCase(Locale.ROOT);
            meters.counter("patchbay.tenant.problems", "source", report.source(), "problem", what)
                    .increment();
            String tenant = report.text(CallField.TENANT);
            String named = NAME.matcher(tenant).matches() ? tenant : "unprintable";
            if (logged.size() < MOST_LOGGED && logged.add(report.source() + '|' + what + '|' + named)) {
                LOG.warn(
                        "tenant does not fit the directory source={} tenant={} problem={}",
                        report.source(),
                        named,
                        what);
            }
        });
    }
}
