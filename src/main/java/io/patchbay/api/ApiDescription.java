package io.patchbay.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /openapi.json} says about the API as a whole; the rest is derived from the controllers. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Patchbay")
                        .version("v1")
                        .description(
                                "Events, cases and what is to be done about them. Each token belongs to a person of the"
                                        + " directory or to a program: who does something follows from it, and what they may"
                                        + " do from their roles and queues. A case that they may not see is answered as one"
                                        + " that does not exist. Errors are problem JSON (RFC 9457). A query"
                                        + " parameter that is unknown, repeated, empty or not percent-encoded UTF-8 is"
                                        + " answered 400, and so is a body with more than 5,000 different names. Times are"
                                        + " from 2000 to 2099, durations 0 to 2,592,000 seconds, counts 0 to"
                                        + " 10,000,000,000; what is out of bounds is refused, never cut down."))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }
}
