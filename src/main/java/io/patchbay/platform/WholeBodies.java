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
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;

/**
 * Reads the body of every request before anything else sees the request, and without a thread that waits for it: a sender
 * that dribbles (slow-loris, RFC 9110 section 15.5.9) takes a connection and some bytes, nobody else's turn. A body has to
 * be there within a time, is at the most 1 MiB, and all of those that are being read share a bounded amount of memory.
 */
final class WholeBodies implements Filter {
    /** The largest body that is read. */
    static final int MOST_BYTES = 1 << 20;

    private static final long SHARE_OF_HEAP = 8;

    private final Duration within;
    private final long room = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    private final AtomicLong held = new AtomicLong();

    WholeBodies(Duration within) {
        this.within = within;
    }

    /** Puts the filter before all others. */
    @Configuration(proxyBeanMethods = false)
    static class BeforeAllOthers {
        @Bean
        FilterRegistrationBean<WholeBodies> wholeBodies(@Value("${patchbay.body-within}") Duration within) {
            FilterRegistrationBean<WholeBodies> filter = new FilterRegistrationBean<>(new WholeBodies(within));
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
        if (isThere(http)) {
            chain.doFilter(request, response);
            return;
        }
        WholeBody whole = new WholeBody(http);
        AsyncContext later = http.startAsync(whole, response);
        later.setTimeout(within.toMillis());
        BodyReading reading =
                new BodyReading(this, later, http.getInputStream(), whole, (HttpServletResponse) response);
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
    private static boolean isThere(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length > MOST_BYTES) {
            return false;
        }
        return length == 0
                || length < 0 && request.getHeader("Transfer-Encoding") == null
                || length > 0 && request.getInputStream().available() >= length;
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
