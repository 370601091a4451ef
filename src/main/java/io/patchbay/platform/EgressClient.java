package io.patchbay.platform;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends requests through the guarded HTTP client: each once, within its deadline, to configured servers only. The calling
 * thread waits for the answer.
 */
@Component
public final class EgressClient implements DisposableBean {
    private final CloseableHttpClient client;

    EgressClient(EgressGuard guard) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        guard.configureHttpClient(builder);
        this.client = builder.build();
    }

    /**
     * The answer to that request, whatever its status.
     *
     * @param headers the names of the answer's headers to keep
     * @throws EgressRefusedException when the guard does not let the request out
     * @throws RequestNotSentException when nothing reached the server
     * @throws IOException when the request may have been processed, but no whole answer came
     */
    public HttpAnswer send(OutgoingRequest outgoing, Collection<String> headers) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(outgoing.method(), outgoing.server());
        request.setPath(outgoing.path());
        outgoing.headers().forEach(request::setHeader);
        byte[] body = outgoing.body();
        if (body.length > 0) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        return client.execute(HttpHost.create(outgoing.server()), request, response -> answer(response, headers));
    }

    private static HttpAnswer answer(ClassicHttpResponse response, Collection<String> headers) throws IOException {
        Map<String, String> kept = new HashMap<>();
        for (String name : headers) {
            Header header = response.getFirstHeader(name);
            if (header != null && header.getValue() != null) {
                kept.put(name, header.getValue());
            }
        }
        byte[] body = response.getEntity() == null ? null : EntityUtils.toByteArray(response.getEntity());
        return new HttpAnswer(response.getCode(), kept, body == null ? new byte[0] : body);
    }

    @Override
    public void destroy() throws IOException {
        client.close();
    }
}
