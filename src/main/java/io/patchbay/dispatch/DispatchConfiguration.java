package io.patchbay.dispatch;

import io.patchbay.platform.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Wires the limits of the destinations into the gates and into the routes' pools. */
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
    /**
     * The gates. The routes ask for as many threads as a gate lets in, by {@code patchbay.workers.<destination>}, which
     * is derived here so that the two cannot disagree.
     *
     * @param configured the bean {@code destinationLimits}, where there is one; a destination that it does not name keeps
     *     its default
     */
    @Bean
    Gates gates(
            @Qualifier("destinationLimits") ObjectProvider<Map<String, DestinationLimits>> configured,
            ConfigurableEnvironment environment,
            Clock clock) {
        Map<String, DestinationLimits> limits = new TreeMap<>(DestinationLimits.DEFAULTS);
        configured.ifAvailable(limits::putAll);
        Map<String, Object> workers = new TreeMap<>();
        limits.forEach((destination, limit) -> workers.put("patchbay.workers." + destination, limit.concurrency()));
        environment.getPropertySources().addFirst(new MapPropertySource("dispatch workers", workers));
        return new Gates(limits, clock);
    }

    @Bean
    AfterOutcome afterOutcome(
            @Value("${patchbay.dispatch.quiet-period:10m}") Duration quietPeriod,
            @Value("${patchbay.dispatch.page-safe-window:5m}") Duration safeWindow,
            Ids ids) {
        return new AfterOutcome(new ReconcilePolicy(quietPeriod, safeWindow), ids.random());
    }
}
