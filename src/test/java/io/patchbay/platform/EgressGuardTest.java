package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
    private static final Duration DEADLINE = TimeLimit.ofSeconds(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private HttpServer server;
    private EgressGuard guard;
    private CloseableHttpClient client;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        base = URI.create("http://localhost:" + server.getAddress().getPort());
        client = guarded(base);
    }

    private static Duration part(long percent) {
        return DEADLINE.multipliedBy(percent).dividedBy(100);
    }

    private CloseableHttpClient guarded(URI allowed) {
        EgressRule rule = new EgressRule(allowed, part(30), part(60), DEADLINE);
        guard = new EgressGuard(List.<EgressRule.Source>of(() -> List.of(rule)));
        HttpClientBuilder builder = HttpClientBuilder.create();
        guard.configureHttpClient(builder);
        return builder.build();
    }

    @AfterEach
    void stop() throws IOException {
        done.countDown();
        client.close();
        guard.destroy();
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private void serve(String path, Handler handler) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            try (exchange) {
                handler.handle(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private record Answer(int status, byte[] body) {}

    private Answer post(URI uri) throws IOException {
        HttpPost post = new HttpPost(uri);
        post.setEntity(new StringEntity("{}"));
        return client.execute(
                post,
                response -> new Answer(
                        response.getCode(),
                        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity())));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void a_post_that_is_refused_is_made_once(int status) throws IOException {
        serve("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(status, -1);
        });
        assertThat(post(base).status()).isEqualTo(status);
        assertThat(requests).hasValue(1);
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() throws IOException {
        serve("/", exchange -> {
            exchange.getResponseHeaders().set("Location", base + "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });
        assertThat(post(base).status()).isEqualTo(307);
        assertThat(requests).hasValue(1);
    }

    @Test
    void a_cookie_is_not_sent_back() throws IOException {
        serve("/", exchange -> {
            String cookie = exchange.getRequestHeaders().getFirst("Cookie");
            exchange.getResponseHeaders().set("Set-Cookie", "session=1; Path=/");
            exchange.sendResponseHeaders(cookie == null ? 200 : 418, -1);
        });
        assertThat(post(base).status()).isEqualTo(200);
        assertThat(post(base).status()).isEqualTo(200);
    }

    @Test
    void a_dribbling_answer_is_cut_at_the_deadline() {
        serve("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                body.write('x');
                body.flush();
            }
        });
        long start = System.nanoTime();
        assertThatThrownBy(() -> post(base)).isInstanceOf(InterruptedIOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(part(90), part(250));
    }

    @Test
    void silence_ends_with_the_response_timeout() {
        serve("/", exchange -> done.await(part(1_000).toMillis(), TimeUnit.MILLISECONDS));
        long start = System.nanoTime();
        assertThatThrownBy(() -> post(base)).isInstanceOf(InterruptedIOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(part(95));
    }

    @Test
    void a_huge_answer_is_read_to_the_bound_and_the_next_call_works() throws IOException {
        serve("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < 160; i++) {
                exchange.getResponseBody().write(block);
            }
        });
        assertThat(post(base).body()).hasSize(BoundedCall.MAX_BODY_BYTES);
        assertThat(post(base).body()).hasSize(BoundedCall.MAX_BODY_BYTES);
    }

    @Test
    void a_whole_answer_arrives_as_it_was_sent() throws IOException {
        byte[] sent = "{\"ok\":true,\"text\":\"žluť 🚒\"}".getBytes(StandardCharsets.UTF_8);
        serve("/", exchange -> {
            exchange.sendResponseHeaders(201, sent.length);
            exchange.getResponseBody().write(sent);
        });
        assertThat(post(base).body()).isEqualTo(sent);
    }

    @Test
    void a_server_that_no_rule_names_is_not_called() {
        serve("/", exchange -> exchange.sendResponseHeaders(200, -1));
        URI byAddress = URI.create("http://127.0.0.1:" + base.getPort());
        assertThatThrownBy(() -> post(byAddress)).isInstanceOf(EgressRefusedException.class);
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254", "http://[fe80::1]", "http://[::ffff:169.254.169.254]", "http://0.0.0.0"
            })
    void an_address_of_instance_metadata_is_refused_even_when_the_configuration_names_it(String url)
            throws IOException {
        client.close();
        client = guarded(URI.create(url));
        assertThatThrownBy(() -> post(URI.create(url))).isInstanceOf(EgressRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.1.1",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "224.0.0.1",
                "::"
            })
    void metadata_and_unusable_addresses_are_refused_in_every_disguise(String address) throws IOException {
        assertThat(EgressAddresses.refused(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.1.2.3",
                "192.168.1.1",
                "93.184.216.34",
                "2606:2800:220:1::1",
                "64:ff9b::5db8:d822"
            })
    void addresses_where_a_server_may_live_pass(String address) throws IOException {
        assertThat(EgressAddresses.refused(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void a_refused_connection_counts_as_not_sent() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            base = URI.create("http://localhost:" + free.getLocalPort());
        }
        client.close();
        client = guarded(base);
        assertThatThrownBy(() -> post(base)).isInstanceOf(RequestNotSentException.class);
    }

    @Test
    void a_name_that_does_not_resolve_counts_as_not_sent() throws IOException {
        client.close();
        client = guarded(URI.create("http://nobody.invalid"));
        assertThatThrownBy(() -> post(URI.create("http://nobody.invalid"))).isInstanceOf(RequestNotSentException.class);
    }

    @Test
    void a_connection_closed_after_the_request_does_not_count_as_not_sent() {
        serve("/", exchange -> exchange.getHttpContext().getServer().stop(0));
        assertThatThrownBy(() -> post(base))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RequestNotSentException.class);
    }
}
