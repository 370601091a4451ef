package io.patchbay.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The hub's clock. Leases and due times use the database's instead, which all nodes share. */
@Configuration(proxyBeanMethods = false)
class HubClock {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
