package io.patchbay.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes one outbound call as a whole: only to a server that a rule names, within one deadline that a server cannot
 * stretch by dribbling, and with an answer that is read to a bound. Read time-outs start afresh with every byte, so the
 * deadline is a clock of its own that cuts the connection.
 */
final class BoundedCall implements ExecChainHandler {
    static final int MAX_BODY_BYTES = 256 * 1024;
    static final String SENT = "patchbay.sent";

    private final Map<String, EgressRule> rules;
    private final Map<HttpHost, Allowed> allowed = new ConcurrentHashMap<>();
    private final CallDeadlines deadlines;

    /** @param rules by {@link EgressRule#server()} */
    BoundedCall(Map<String, EgressRule> rules, CallDeadlines deadlines) {
        this.rules = rules;
        this.deadlines = deadlines;
    }

    /** A server that may be called, and how. */
    private record Allowed(RequestConfig config, Duration within) {
        static Allowed by(EgressRule rule) {
            RequestConfig config = RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(rule.connectTimeout()))
                    .setResponseTimeout(Timeout.of(rule.responseTimeout()))
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .setContentCompressionEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build();
            return new Allowed(config, rule.callDeadline());
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Allowed server = server(scope.route.getTargetHost());
        scope.clientContext.setRequestConfig(server.config());
        CallDeadlines.Deadline deadline = deadlines.begin(server.within(), () -> cut(scope));
        try {
            return buffered(chain.proceed(request, scope), scope);
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint();
            throw explained(e, deadline.isPassed(), scope.clientContext.getAttribute(SENT) != null);
        } finally {
            deadline.close();
        }
    }

    private Allowed server(HttpHost target) throws EgressRefusedException {
        Allowed known = allowed.get(target);
        if (known != null) {
            return known;
        }
        EgressRule rule = rules.get(EgressRule.server(target.getSchemeName(), target.getHostName(), target.getPort()));
        if (rule == null) {
            throw new EgressRefusedException("the configuration names no such server");
        }
        return allowed.computeIfAbsent(target, host -> Allowed.by(rule));
    }

    private static void cut(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        } else {
            scope.execRuntime.discardEndpoint();
        }
    }

    private static IOException explained(Exception e, boolean late, boolean sent) {
        if (e instanceof EgressRefusedException refused) {
            return refused;
        }
        if (!sent) {
            return new RequestNotSentException(e);
        }
        if (late) {
            InterruptedIOException timeout = new InterruptedIOException("no whole answer within the call's deadline");
            timeout.initCause(e);
            return timeout;
        }
        return e instanceof IOException failure ? failure : new IOException("the answer is not HTTP", e);
    }

    private static ClassicHttpResponse buffered(ClassicHttpResponse response, ExecChain.Scope scope)
            throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null || entity.getContent() == null) {
            return response;
        }
        if (entity.getContentEncoding() != null) {
            throw new IOException("the answer is encoded, which was not asked for");
        }
        InputStream content = entity.getContent();
        long length = entity.getContentLength();
        byte[] body =
                content.readNBytes((int) (length < 0 ? MAX_BODY_BYTES + 1 : Math.min(length, MAX_BODY_BYTES + 1)));
        if (body.length > MAX_BODY_BYTES) {
            // Closing the stream would read the rest to keep the connection: drop the connection instead.
            scope.execRuntime.discardEndpoint();
            body = Arrays.copyOf(body, MAX_BODY_BYTES);
        } else {
            content.close();
        }
        response.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
        return response;
    }
}
