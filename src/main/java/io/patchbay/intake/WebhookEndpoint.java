package io.patchbay.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.WholeBodyHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The endpoint for webhooks, {@code POST /hooks/{source}}, in front of all filters: a webhook needs nothing of what they do
 * but the headers of its answer. It takes plain requests only; whatever needs a second look (another method, an escaped path,
 * a header with control characters) goes the long way to {@link HookController}, through the firewall.
 */
@Component
final class WebhookEndpoint implements WholeBodyHandler {
    private static final Logger log = LoggerFactory.getLogger(WebhookEndpoint.class);
    private static final String ROOT = "/hooks/";
    private static final String TIMER = "http.server.requests";

    private final WebhookIntake intake;
    private final MeterRegistry meters;
    private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

    WebhookEndpoint(WebhookIntake intake, MeterRegistry meters) {
        this.intake = intake;
        this.meters = meters;
    }

    @Override
    public boolean accepts(HttpServletRequest request) {
        String method = request.getMethod();
        return (method.equals("POST") || method.equals("GET"))
                && isPlain(request.getRequestURI())
                && hasPlainHeaders(request);
    }

    /** Whether the path is a source, perhaps with a slash or a token after it, of unreserved characters (RFC 3986, 2.3) only. */
    private static boolean isPlain(String path) {
        if (!path.startsWith(ROOT)) {
            return false;
        }
        int slash = path.indexOf('/', ROOT.length());
        if (slash < 0) {
            return isSegment(path, ROOT.length(), path.length());
        }
        return isSegment(path, ROOT.length(), slash)
                && (slash == path.length() - 1 || isSegment(path, slash + 1, path.length()));
    }

    /** No segment of dots: it would name another path. */
    private static boolean isSegment(String path, int from, int to) {
        boolean named = false;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!word && c != '.' && c != '~') {
                return false;
            }
            named |= word;
        }
        return named;
    }

    private static boolean hasPlainHeaders(HttpServletRequest request) {
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            if (!isPlainText(name)) {
                return false;
            }
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                if (!isPlainText(values.nextElement())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isPlainText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c >= 0x7f && c < 0xa0 || c > 0xff) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void handle(HttpServletRequest request, byte[] body, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        WebhookResponse answer = new WebhookResponse(request, response);
        try {
            answer.send(intake.receive(source(request), request, body));
        } catch (IntakeProblem problem) {
            answer.send(problem);
        } catch (RuntimeException e) {
            log.error("webhook failed uri={} reason={}", ROOT + "{source}", FailureName.of(e));
            answer.sendFailure();
        } finally {
            timer(request.getMethod(), response.getStatus()).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private static String source(HttpServletRequest request) {
        String path = request.getRequestURI();
        int slash = path.indexOf('/', ROOT.length());
        return path.substring(ROOT.length(), slash < 0 ? path.length() : slash);
    }

    /** The measure that the web framework takes of all other requests, with the same tags. */
    private Timer timer(String method, int status) {
        return timers.computeIfAbsent(method + status, key -> Timer.builder(TIMER)
                .tag("error", "none")
                .tag("exception", "none")
                .tag("method", method)
                .tag("outcome", outcome(status))
                .tag("status", String.valueOf(status))
                .tag("uri", ROOT + "{source}")
                .register(meters));
    }

    private static String outcome(int status) {
        return status < 400 ? "SUCCESS" : status < 500 ? "CLIENT_ERROR" : "SERVER_ERROR";
    }
}
