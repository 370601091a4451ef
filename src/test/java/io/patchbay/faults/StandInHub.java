package io.patchbay.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.platform.SqlDialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the fault kit's own tests start in place of the hub: it keeps every event and makes no case of any. */
final class StandInHub {
    private final JdbcTemplate database;
    private final boolean forgets;

    /** One that acknowledges every tenth delivery without keeping it. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] arguments) throws IOException {
            new StandInHub(System.getenv(), true).serve();
        }
    }

    private StandInHub(Map<String, String> environment, boolean forgets) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(environment.get("SPRING_DATASOURCE_URL"));
        source.setUsername(environment.get("SPRING_DATASOURCE_USERNAME"));
        source.setPassword(environment.get("SPRING_DATASOURCE_PASSWORD"));
        Flyway.configure()
                .dataSource(source)
                .placeholders(SqlDialect.placeholders(source.getJdbcUrl()))
                .load()
                .migrate();
        database = new JdbcTemplate(source);
        this.forgets = forgets;
    }

    public static void main(String[] arguments) throws IOException {
        new StandInHub(System.getenv(), false).serve();
    }

    private void serve() throws IOException {
        int port = Integer.parseInt(System.getenv("SERVER_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/actuator/health/readiness", exchange -> answer(exchange, 200, "{}"));
        server.createContext("/hooks/generic", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("webhook-id");
        byte[] body = exchange.getRequestBody().readAllBytes();
        String id = "evt_" + Integer.toHexString(key.hashCode());
        if (!forgets || key.hashCode() % 10 != 0) {
            keep(id, key, body);
        }
        answer(exchange, 202, "{\"event_id\":\"" + id + "\",\"duplicate\":false}");
    }

    private void keep(String id, String key, byte[] body) {
        List<Object> row = List.of(id, key, body);
        try {
            database.update(
                    "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state)"
                            + " values (?, 'generic', ?, 'h', 'application/json', '', '{}', ?, 'done')",
                    row.toArray());
        } catch (DuplicateKeyException e) {
            System.out.println("again: " + key);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
