package io.patchbay.console;

import io.patchbay.platform.Json;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How requests to the API are read: each in one way only, and within the same bounds as what senders send. */
@Configuration(proxyBeanMethods = false)
class ApiRequests implements WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new QueryCheck()).addPathPatterns("/api/**", "/schema/**");
    }

    @Bean
    Jackson2ObjectMapperBuilderCustomizer boundedBodies() {
        return builder -> builder.factory(Json.boundedFactory());
    }
}
