package io.patchbay.dispatch;

import io.patchbay.platform.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the limits of the destinations into the gates and into the threads that deliver. */
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
    /**
     * The gates.
     *
     * @param configured the bean {@code destinationLimits}, where there is one; a destination that it does not name keeps
     *     its default
     */
    @Bean
    Gates gates(
            @Qualifier("destinationLimits") ObjectProvider<Map<String, DestinationLimits>> configured, Clock clock) {
        Map<String, DestinationLimits> limits = new TreeMap<>(DestinationLimits.DEFAULTS);
        configured.ifAvailable(limits::putAll);
        return new Gates(limits, clock);
    }

    /** Where the routes deliver. No other part of the hub takes it for its own. */
    @Bean(defaultCandidate = false, destroyMethod = "shutdown")
    ExecutorService deliveryThreads(Gates gates) {
        return DeliveryThreads.of(gates.concurrency());
    }

    @Bean
    AfterOutcome afterOutcome(
            @Value("${patchbay.dispatch.quiet-period:10m}") Duration quietPeriod,
            @Value("${patchbay.dispatch.page-safe-window:5m}") Duration safeWindow,
            Ids ids) {
        return new AfterOutcome(new ReconcilePolicy(quietPeriod, safeWindow), ids.random());
    }
}
