package io.patchbay.api;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Hands what people do to the routes, where it commits together with everything that follows from it. */
@Component
class StaffRoutes {
    private final ProducerTemplate routes;

    StaffRoutes(ProducerTemplate routes) {
        this.routes = routes;
    }

    /**
     * Sends the body through the route and returns what comes out.
     *
     * @throws RuntimeException what a door in the route threw, without Camel's wrapping
     */
    Object send(String route, Object body) {
        Exchange exchange =
                routes.request(route, message -> message.getMessage().setBody(body));
        if (exchange.getException() != null) {
            throw unwrapped(exchange.getException());
        }
        return exchange.getMessage().getBody();
    }

    private static RuntimeException unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.camel.")) {
            cause = cause.getCause();
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
