package io.patchbay.intake.source;

import io.patchbay.platform.EnvironmentReferences;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Reads the sources at start; a problem in one of them ends the start. */
@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {
    @Bean
    Sources sources(@Value("${PATCHBAY_CONFIG_DIR:connectors-config}") Path folder, Environment environment) {
        return Sources.load(folder, new EnvironmentReferences(environment::getProperty));
    }
}
