package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
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

    private CloseableHttpClient guarded(URI allowed) {
        return guarded(allowed, true);
    }

    private CloseableHttpClient guarded(URI allowed, boolean plainHttp) {
        EgressRule rule = new EgressRule(
                allowed, plainHttp, Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofMillis(1_000));
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
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofMillis(2_500));
    }

    @Test
    void silence_ends_with_the_response_timeout() {
        serve("/", exchange -> done.await(10, TimeUnit.SECONDS));
        long start = System.nanoTime();
        assertThatThrownBy(() -> post(base)).isInstanceOf(InterruptedIOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(950));
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

    /** CVE-2026-64607: the client alone would keep the connection of each such answer, and soon have none left. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, gzip"})
    void an_answer_whose_encoding_cannot_be_undone_keeps_no_connection(String encoding) throws IOException {
        serve("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("junk".getBytes(StandardCharsets.UTF_8));
        });
        serve("/plain", exchange -> exchange.sendResponseHeaders(204, -1));
        for (int i = 0; i <= EgressGuard.CONNECTIONS_PER_SERVER; i++) {
            assertThatThrownBy(() -> post(base)).isInstanceOf(IOException.class);
        }
        assertThat(post(base.resolve("/plain")).status()).isEqualTo(204);
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
            strings = {
                "http://169.254.169.254",
                "https://169.254.169.254",
                "http://2852039166",
                "http://[::ffff:169.254.169.254]",
                "http://[::ffff:a9fe:a9fe]",
                "http://[0:0:0:0:0:FFFF:A9FE:A9FE]",
                "http://[::169.254.169.254]",
                "http://[64:ff9b::a9fe:a9fe]",
                "http://[2002:a9fe:a9fe::1]",
                "http://[fd00:ec2::254]",
                "http://[fd00:0ec2:0:0:0:0:0:254]",
                "http://[fe80::a9fe:a9fe]",
                "http://[fe80::1]",
                "http://100.100.100.200",
                "http://168.63.129.16",
                "http://192.0.0.192",
                "http://0.0.0.0",
                "http://[::]"
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
                "169.254.170.2",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "224.0.0.1",
                "0.0.0.0",
                "::",
                "ff02::1",
                "fe80::a9fe:a9fe",
                "febf::1",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "fd00:c1::a9fe:a9fe",
                "fd00:42::42",
                "::169.254.169.254",
                "::ffff:0:169.254.169.254",
                "::ffff:0:100.100.100.200",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::a9fe:101",
                "64:ff9b::168.63.129.16",
                "64:ff9b:1::192.0.0.192",
                "64:ff9b:1:a9fe:a9:fe00::",
                "2002:a9fe:a9fe::1",
                "2002:6464:64c8::",
                "2001:0:a9fe:a9fe::1",
                "2001:0:1234:5678:0:0:5601:5601",
                "2001:db8:a9fe:a9fe::",
                "2001:db8:1a9:fea9:00fe::",
                "2001:db8:1:a9fe:a9:fe00::",
                "2001:db8:1:2a9:fe:a9fe::",
                "2001:db8:1:2:a9:fea9:fe00:0",
                "2001:db8:1:2:3:4:a9fe:a9fe",
                "2001:db8::5efe:169.254.169.254"
            })
    void metadata_and_unusable_addresses_are_refused_in_every_disguise(String address) throws IOException {
        assertThat(ForbiddenAddresses.contains(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.1.2.3",
                "192.168.1.1",
                "93.184.216.34",
                "100.100.100.201",
                "fd12:3456::1",
                "2606:2800:220:1::1",
                "2001:4860:4860::8888",
                "64:ff9b::5db8:d822",
                "2002:5db8:d822::1",
                "::127.0.0.1"
            })
    void addresses_where_a_server_may_live_pass(String address) throws IOException {
        assertThat(ForbiddenAddresses.contains(InetAddress.getByName(address))).isFalse();
    }

    /** The JDK reads a mapped address as IPv4; one that was made of sixteen bytes stays IPv6. */
    @Test
    void a_mapped_address_is_refused_as_the_ipv6_address_it_is() throws IOException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = mapped[14] = (byte) 169;
        mapped[13] = mapped[15] = (byte) 254;
        assertThat(ForbiddenAddresses.contains(Inet6Address.getByAddress(null, mapped, 0)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://10.1.2.3:80", "http://192.168.7.7:8080", "http://[fd12::1]:80", "http://93.184.216.34:80"
            })
    void plain_http_leaves_the_machine_only_when_the_configuration_allows_it(String url) throws IOException {
        client.close();
        client = guarded(URI.create(url), false);
        assertThatThrownBy(() -> post(URI.create(url)))
                .isInstanceOf(EgressRefusedException.class)
                .hasMessageContaining("plain http");

        URI server = URI.create(url);
        EgressRule allowed = new EgressRule(server, true, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        assertThat(new EgressAddresses(Map.of(allowed.server(), allowed)).resolve(server.getHost(), server.getPort()))
                .hasSize(1);
    }

    @Test
    void plain_http_on_this_machine_needs_nobodys_leave() throws IOException {
        serve("/", exchange -> exchange.sendResponseHeaders(200, -1));
        client.close();
        client = guarded(base, false);
        assertThat(post(base).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "http://jira.example.com, true",
        "HTTP://jira.example.com:8080/rest, true",
        "http://10.0.0.7, true",
        "http://localhost.example.com, true",
        "http://127.0.0.1.example.com, true",
        "http://[fd12::1], true",
        "http://[::ffff:127.0.0.1], true",
        "https://jira.example.com, false",
        "http://localhost:8089, false",
        "http://LOCALHOST/x, false",
        "http://127.0.0.1:9, false",
        "http://127.9.8.7, false",
        "http://[::1]:8080, false",
        "http://[0:0:0:0:0:0:0:1], false"
    })
    void a_url_leaves_the_machine_unless_it_names_loopback(String url, boolean leaves) {
        assertThat(PlainHttp.leavesTheMachine(URI.create(url))).isEqualTo(leaves);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "localhost, localhost, true",
        "127.0.0.1, localhost, false",
        "169.254.169.254, 169.254.169.254, false",
        "2852039166, 2852039166, false",
        "64:ff9b::a9fe:a9fe, 64:ff9b::a9fe:a9fe, false",
        "fd00:ec2::254, fd00:ec2::254, false"
    })
    void what_is_not_http_connects_to_the_configured_server_only_and_to_no_forbidden_address(
            String configured, String asked, boolean connects) throws IOException {
        try (ServerSocket listening = new ServerSocket(0);
                GuardedSocket socket = new GuardedSocket(configured, listening.getLocalPort())) {
            InetSocketAddress address = new InetSocketAddress(asked, listening.getLocalPort());
            if (connects) {
                socket.connect(address, 1_000);
                assertThat(socket.isConnected()).isTrue();
            } else {
                assertThatThrownBy(() -> socket.connect(address)).isInstanceOf(EgressRefusedException.class);
            }
        }
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
