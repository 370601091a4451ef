package io.patchbay.platform;

import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives {@code camel.component.kamelet.location} to Camel: 4.18.0 has no starter for camel-kamelet, which would do it. */
@Configuration(proxyBeanMethods = false)
class KameletConfiguration {
    @Bean
    ComponentCustomizer kameletLocation(@Value("${camel.component.kamelet.location}") String location) {
        return ComponentCustomizer.builder(KameletComponent.class).build(kamelets -> kamelets.setLocation(location));
    }
}
