package io.patchbay.incidents;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the monitoring part of {@code feedback.yaml} at start; a problem in it ends the start. */
@Configuration(proxyBeanMethods = false)
class IncidentSettings {
    @Bean
    Monitoring monitoring(@Value("${patchbay.config-dir}") Path folder) {
        return Monitoring.read(folder);
    }
}
