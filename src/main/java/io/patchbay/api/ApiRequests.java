package io.patchbay.api;

import io.patchbay.platform.Json;
import java.util.List;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How requests to the API are read: each in one way only, and within the same bounds as what senders send. */
@Configuration(proxyBeanMethods = false)
class ApiRequests implements WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new QueryCheck()).addPathPatterns("/api/**", "/schema/**");
    }

    /** JSON is the one way: YAML would be read past the bounds of bodies. */
    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        converters.removeIf(converter -> converter.getSupportedMediaTypes().stream()
                .anyMatch(type -> type.getSubtype().contains("yaml")));
    }

    @Bean
    Jackson2ObjectMapperBuilderCustomizer boundedBodies() {
        return builder -> builder.factory(Json.boundedFactory());
    }
}
