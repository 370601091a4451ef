package io.patchbay.platform;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Notes whether all of a request's body has arrived with its head, as that of most webhooks does. Behind this, a servlet is
 * told only whether any byte is there, and would have to read every body asynchronously.
 */
final class ArrivedBody extends ValveBase {
    private static final String ARRIVED = ArrivedBody.class.getName();

    private ArrivedBody() {
        super(true);
    }

    /** Puts the valve in front of the filters. */
    @Configuration(proxyBeanMethods = false)
    static class BeforeFilters {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> arrivedBody() {
            return factory -> factory.addContextValves(new ArrivedBody());
        }
    }

    /** Whether the body of the length that the request names can be read without waiting for any of it. */
    static boolean isThere(HttpServletRequest request) {
        return request.getAttribute(ARRIVED) != null;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        long length = request.getContentLengthLong();
        if (length > 0 && length <= arrived(request.getCoyoteRequest())) {
            request.setAttribute(ARRIVED, true);
        }
        getNext().invoke(request, response);
    }

    private static int arrived(org.apache.coyote.Request request) {
        request.action(ActionCode.AVAILABLE, false);
        return request.getAvailable();
    }
}
