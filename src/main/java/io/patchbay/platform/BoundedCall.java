package io.patchbay.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final ScheduledExecutorService watch;

    /** @param rules by {@link EgressRule#server()} */
    BoundedCall(Map<String, EgressRule> rules, ScheduledExecutorService watch) {
        this.rules = rules;
        this.watch = watch;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        EgressRule rule = rule(scope.route.getTargetHost());
        scope.clientContext.setRequestConfig(RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
                .setConnectionRequestTimeout(Timeout.of(rule.connectTimeout()))
                .setResponseTimeout(Timeout.of(rule.responseTimeout()))
                .build());
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm =
                watch.schedule(() -> cut(scope, late), rule.callDeadline().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return buffered(chain.proceed(request, scope), scope);
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint();
            throw explained(e, late.get(), scope.clientContext.getAttribute(SENT) != null);
        } finally {
            alarm.cancel(false);
        }
    }

    private EgressRule rule(HttpHost target) throws EgressRefusedException {
        EgressRule rule = rules.get(EgressRule.server(target.getSchemeName(), target.getHostName(), target.getPort()));
        if (rule == null) {
            throw new EgressRefusedException("the configuration names no such server");
        }
        return rule;
    }

    private static void cut(ExecChain.Scope scope, AtomicBoolean late) {
        late.set(true);
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
        InputStream content = entity.getContent();
        byte[] body = content.readNBytes(MAX_BODY_BYTES + 1);
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
