package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.Patchbay;
import io.patchbay.platform.Json;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The real hub in this process, spoken to over real HTTP only. */
public final class RunningHub implements AutoCloseable {
    public static final String API_TOKEN = "sandbox-bootstrap-token";
    public static final String GENERIC_SECRET = ProviderSimulator.SECRET;

    private final ConfigurableApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TimeLimit.ofSeconds(5)).build();
    private final int port;

    private RunningHub(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Starts a hub. The settings are what environment variables would be, or Spring properties. */
    public static RunningHub start(Map<String, String> settings) {
        return start(settings, Clock.systemUTC());
    }

    /** Starts a hub that reads the time from that clock; leases and due times are the database's all the same. */
    public static RunningHub start(Map<String, String> settings, Clock clock) {
        return start(settings, clock, context -> {});
    }

    /** Starts a hub whose context is prepared in that way. */
    public static RunningHub start(
            Map<String, String> settings,
            Clock clock,
            ApplicationContextInitializer<ConfigurableApplicationContext> prepared) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("SOURCE_GENERIC_SECRET", GENERIC_SECRET);
        properties.put("patchbay.api-token", API_TOKEN);
        properties.put(
                "patchbay.api-tokens-file",
                PersonTokens.file(Path.of(settings.getOrDefault("PATCHBAY_CONFIG_DIR", "connectors-config"))));
        // Else the end of a hub takes longer than most tests.
        properties.putAll(settings);
        SpringApplication application = new SpringApplication(Patchbay.class);
        application.setDefaultProperties(properties);
        application.addInitializers(prepared);
        application.addInitializers(context -> context.addBeanFactoryPostProcessor(beans -> {
            ((BeanDefinitionRegistry) beans).removeBeanDefinition("clock");
            beans.registerSingleton("clock", clock);
        }));
        String[] arguments = properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return new RunningHub(application.run(arguments));
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The bean of that type, for looking at what HTTP does not show. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The bean of that type and name. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** What an API end point answers to the bootstrap token, which reads everything. */
    public JsonNode get(String path) {
        return json(get(API_TOKEN, path).body());
    }

    /** The answer of an API end point to that token. */
    public HttpResponse<String> get(String token, String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    /** The answer of an API end point to that token and that body. */
    public HttpResponse<String> post(String token, String path, Object body) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    /** Sends the request as it is, with a deadline. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(TimeLimit.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
