package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What camel-http would resolve in a URI (CVE-2026-78164) never stands in one. */
class ProviderRequestTest {
    private static final URI BASE = URI.create("https://jira.example.com");

    @Test
    void placeholderInAParameter_isEscaped() {
        ProviderRequest request = ProviderRequest.get(
                BASE, "/search", Map.of("jql", "{{env:JIRA_API_TOKEN}} ${bean:jiraConnector}"), Map.of());
        assertThat(request.uri().toString())
                .doesNotContain("{", "}")
                .startsWith("https://jira.example.com/search?jql=%7B%7Benv%3AJIRA_API_TOKEN%7D%7D");
    }

    @Test
    void placeholderInAPath_isNoUri() {
        assertThatThrownBy(() -> ProviderRequest.post(BASE, "/issue/{{env:JIRA_API_TOKEN}}", Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
