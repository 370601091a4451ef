package io.patchbay.sandbox;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.Map;

/** Jira, Slack and PagerDuty, played by WireMock from {@code wiremock-mappings/}, for the sandbox and the tests alike. */
public final class Providers implements AutoCloseable {
    private final WireMockServer server;

    /** @param port where to listen, or 0 for any free port */
    public Providers(int port) {
        WireMockConfiguration options = WireMockConfiguration.options()
                .port(port)
                .bindAddress("127.0.0.1")
                .globalTemplating(true)
                .containerThreads(60)
                .withRootDirectory("wiremock-mappings");
        server = new WireMockServer(options);
    }

    public Providers start() {
        server.start();
        return this;
    }

    public WireMockServer server() {
        return server;
    }

    /** The environment variables that point the hub here. The secrets are the sandbox's own. */
    public Map<String, String> environment() {
        String url = server.baseUrl();
        return Map.of(
                "JIRA_BASE_URL", url,
                "JIRA_EMAIL", "hub@example.com",
                "JIRA_API_TOKEN", "sandbox-jira-token",
                "SLACK_BASE_URL", url + "/api",
                "SLACK_BOT_TOKEN", "sandbox-slack-token",
                "PAGERDUTY_EVENTS_URL", url,
                "PAGERDUTY_API_URL", url,
                "PAGERDUTY_API_TOKEN", "sandbox-pagerduty-token",
                "PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
    }

    /** The requests that came to the path, in order. */
    public List<LoggedRequest> requests(String method, String path) {
        return server.findAll(WireMock.requestedFor(method, WireMock.urlPathEqualTo(path)));
    }

    @Override
    public void close() {
        server.stop();
    }
}
