package io.patchbay.platform;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;

/**
 * Reads the body of every request before anything else sees the request, and without a thread that waits for it: a sender
 * that dribbles (slow-loris, RFC 9110 section 15.5.9) takes a connection and some bytes, nobody else's turn. A body has to
 * be there within a time, is at the most 1 MiB, and all of those that are being read share a bounded amount of memory. A
 * request whose body is there goes to its {@link WholeBodyHandler}, or on through the filters when it has none.
 */
final class WholeBodies implements Filter {
    /** The largest body that is read. */
    static final int MOST_BYTES = 1 << 20;

    private static final long SHARE_OF_HEAP = 8;

    private final Duration within;
    private final long room = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    private final AtomicLong held = new AtomicLong();
    private final ObjectProvider<WholeBodyHandler> handlers;
    private volatile List<WholeBodyHandler> found;

    /** @param handlers asked for with the first request: filters are made before most of the hub is */
    WholeBodies(Duration within, ObjectProvider<WholeBodyHandler> handlers) {
        this.within = within;
        this.handlers = handlers;
    }

    /** Puts the filter before all others. */
    @Configuration(proxyBeanMethods = false)
    static class BeforeAllOthers {
        @Bean
        FilterRegistrationBean<WholeBodies> wholeBodies(
                @Value("${patchbay.body-within}") Duration within, ObjectProvider<WholeBodyHandler> handlers) {
            FilterRegistrationBean<WholeBodies> filter =
                    new FilterRegistrationBean<>(new WholeBodies(within, handlers));
            filter.setDispatcherTypes(EnumSet.of(jakarta.servlet.DispatcherType.REQUEST));
            filter.setAsyncSupported(true);
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return filter;
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (isOfBeforeTransferEncoding(http)) {
            BodyReading.answer(
                    (HttpServletResponse) response,
                    HttpStatus.BAD_REQUEST,
                    "HTTP/1.0 has no Transfer-Encoding: send a Content-Length");
            return;
        }
        WholeBodyHandler handler = handler(http);
        if (!isThere(http)) {
            read(http, (HttpServletResponse) response, handler);
        } else if (handler == null) {
            chain.doFilter(request, response);
        } else {
            handler.handle(http, http.getInputStream().readAllBytes(), (HttpServletResponse) response);
        }
    }

    /** Who answers the request in front of all filters, or null. */
    private WholeBodyHandler handler(HttpServletRequest request) {
        if (found == null) {
            found = handlers.orderedStream().toList();
        }
        for (WholeBodyHandler each : found) {
            if (each.accepts(request)) {
                return each;
            }
        }
        return null;
    }

    private void read(HttpServletRequest http, HttpServletResponse response, WholeBodyHandler handler)
            throws IOException {
        WholeBody whole = new WholeBody(http);
        AsyncContext later = http.startAsync(whole, response);
        later.setTimeout(within.toMillis());
        BodyReading.Then then = handler == null
                ? body -> {
                    whole.read(body);
                    later.dispatch();
                }
                : body -> {
                    try {
                        handler.handle(http, body, response);
                    } finally {
                        later.complete();
                    }
                };
        BodyReading reading = new BodyReading(this, later, http.getInputStream(), response, then);
        later.addListener(reading);
        // Also for a body that is refused: what is left of it is then not waited for at the end either.
        http.getInputStream().setReadListener(reading);
        if (http.getContentLengthLong() > MOST_BYTES) {
            reading.refuseTooLarge();
        }
    }

    /** Whether the end of the body can be read in two ways: RFC 9112, section 6.1, has such a message be faulty. */
    private static boolean isOfBeforeTransferEncoding(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null
                && !request.getProtocol().equals("HTTP/1.1");
    }

    /** Whether there is nothing to wait for: no body, or one that has arrived with the request's head. */
    private static boolean isThere(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length > MOST_BYTES) {
            return false;
        }
        return length == 0
                || length < 0 && request.getHeader("Transfer-Encoding") == null
                || length > 0 && ArrivedBody.isThere(request);
    }

    /** Whether that many more bytes may be held; {@link #release} gives them back. */
    boolean hold(int bytes) {
        if (held.addAndGet(bytes) <= room) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(int bytes) {
        held.addAndGet(-bytes);
    }
}
