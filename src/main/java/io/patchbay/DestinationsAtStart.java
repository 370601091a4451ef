package io.patchbay;

import io.patchbay.connectors.Destinations;
import io.patchbay.directory.Queues;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Holds the destinations against the queues that exist, which neither room could do alone. */
@Configuration(proxyBeanMethods = false)
class DestinationsAtStart {
    @Bean
    InitializingBean everyQueueHasItsPlaceAtEveryDestination(Destinations destinations, Queues queues) {
        return () -> {
            List<ConfigurationProblem> missing = destinations.missing(queues.names());
            if (!missing.isEmpty()) {
                throw new ConfigurationException(missing);
            }
        };
    }
}
