package io.patchbay.platform;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The one configuration of outbound HTTP, of {@link EgressClient} and, as {@code camel.component.http.http-client-configurer}, of camel-http:
 * only servers named by an {@link EgressRule}, no retries, redirects, cookies or cached credentials, one deadline and
 * one bound for every call. By default camel-http sends a POST again after 503 and 429, replays cookies, and waits three
 * minutes to connect and for ever to read.
 */
@Component
final class EgressGuard implements HttpClientConfigurer, DisposableBean {
    /** Each server has this many connections of its own, so that a slow one never takes another's. */
    static final int CONNECTIONS_PER_SERVER = 512;

    private static final int CONNECTIONS = 16 * CONNECTIONS_PER_SERVER;

    private final Collection<EgressRule.Source> sources;
    private final CallDeadlines deadlines = new CallDeadlines();

    @Autowired
    EgressGuard(ObjectProvider<EgressRule.Source> sources) {
        this(sources.orderedStream().toList());
    }

    EgressGuard(Collection<EgressRule.Source> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        Map<String, EgressRule> rules = new HashMap<>();
        sources.forEach(source -> source.egressRules().forEach(rule -> rules.put(rule.server(), rule)));
        client.setConnectionManager(connections(rules))
                .setConnectionManagerShared(false)
                .addExecInterceptorFirst("bounded-call", new BoundedCall(rules, deadlines))
                .setRequestExecutor(new NotingExecutor())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Patchbay");
    }

    private static PoolingHttpClientConnectionManager connections(Map<String, EgressRule> rules) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new EgressAddresses(rules))
                .setMaxConnPerRoute(CONNECTIONS_PER_SERVER)
                .setMaxConnTotal(CONNECTIONS)
                .setConnectionConfigResolver(route -> connection(rules.get(server(route.getTargetHost()))))
                .build();
    }

    /** A pooled connection is tried before it is used again: one the server has closed would lose the request's fate. */
    private static ConnectionConfig connection(EgressRule rule) {
        ConnectionConfig.Builder config =
                ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.ofMilliseconds(200));
        if (rule != null) {
            config.setConnectTimeout(Timeout.of(rule.connectTimeout()))
                    .setSocketTimeout(Timeout.of(rule.responseTimeout()));
        }
        return config.setTimeToLive(TimeValue.ofMinutes(5)).build();
    }

    private static String server(HttpHost host) {
        return EgressRule.server(host.getSchemeName(), host.getHostName(), host.getPort());
    }

    @Override
    public void destroy() {
        deadlines.close();
    }

    /** Notes the moment from which a request may have reached the server. */
    private static final class NotingExecutor extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            context.setAttribute(BoundedCall.SENT, true);
            return super.execute(request, connection, information, context);
        }
    }
}
