package io.patchbay.cases.feedback;

import io.patchbay.platform.EnvironmentReferences;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Reads {@code feedback.yaml} at start; a problem in it ends the start. */
@Configuration(proxyBeanMethods = false)
public class FeedbackConfiguration {
    @Bean
    public FeedbackRules mapping(@Value("${patchbay.config-dir}") Path folder, Environment environment) {
        return FeedbackRules.read(folder, new EnvironmentReferences(environment::getProperty));
    }
}
