package io.patchbay.triage;

import io.patchbay.connectors.Destinations;
import io.patchbay.directory.Queues;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Refuses to start while a destination has no place for a queue; neither module knows both. */
@Configuration(proxyBeanMethods = false)
class QueueDestinationCheck {
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
