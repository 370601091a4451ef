package io.patchbay.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing stands in a request line that somebody could resolve, split or end. */
class ProviderRequestTest {
    private static final URI BASE = URI.create("https://jira.example.com");

    @Test
    void placeholderInAParameter_isEscaped() {
        ProviderRequest request = ProviderRequest.get(
                BASE, "/search", Map.of("jql", "{{env:JIRA_API_TOKEN}} ${bean:jiraConnector}"), Map.of());
        assertThat(request.path()).doesNotContain("{", "}").startsWith("/search?jql=%7B%7Benv%3AJIRA_API_TOKEN%7D%7D");
    }

    @Test
    void placeholderInAPath_isNoUri() {
        assertThatThrownBy(() -> ProviderRequest.post(BASE, "/issue/{{env:JIRA_API_TOKEN}}", Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nHost: evil.example", "/\u00e9", "/a\\b", "/a\"b", "/a#b", "/a\u0000b"})
    void whatIsNoPath_isRefused(String path) {
        assertThatThrownBy(() -> ProviderRequest.post(BASE, path, Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void basePath_isKeptAndTheServerIsTheBase() {
        ProviderRequest request = ProviderRequest.post(
                URI.create("https://slack.com/api"), "/chat.postMessage", Map.of("text", "é"), Map.of());
        assertThat(request.server().getHost() + request.path()).isEqualTo("slack.com/api/chat.postMessage");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"é\"}");
    }
}
