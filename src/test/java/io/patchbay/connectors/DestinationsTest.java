package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.RetrySchedule;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.EnvironmentReferences;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationsTest {
    private static final Path SHIPPED = Path.of("connectors-config").toAbsolutePath();
    private static final List<String> QUEUES =
            List.of("security", "privacy", "identity", "billing", "commercial", "support", "review");

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "JIRA_BASE_URL", "https://example.atlassian.net/",
            "JIRA_EMAIL", "hub@example.com",
            "JIRA_API_TOKEN", "canary-1\n",
            "SLACK_BOT_TOKEN", "canary-2",
            "PAGERDUTY_ROUTING_KEY", "canary-3"));

    @TempDir
    private Path folder;

    @BeforeEach
    void copyShippedFiles() throws IOException {
        Files.createDirectory(folder.resolve("destinations"));
        for (String name : List.of("jira", "slack", "pagerduty", "writeback", "email")) {
            Files.copy(SHIPPED.resolve("destinations/" + name + ".yaml"), file(name));
        }
    }

    private Path file(String name) {
        return folder.resolve("destinations").resolve(name + ".yaml");
    }

    private void replace(String name, String old, String by) throws IOException {
        String text = Files.readString(file(name));
        assertThat(text).contains(old);
        Files.writeString(file(name), text.replace(old, by));
    }

    private Destinations read() {
        return Destinations.read(folder, new EnvironmentReferences(environment::get), Map::of);
    }

    private ConfigurationException refused() {
        return catchThrowableOfType(ConfigurationException.class, this::read);
    }

    @Test
    void the_shipped_files_serve_every_queue() {
        Destinations destinations = read();
        assertThat(destinations.limits()).containsOnlyKeys("jira", "slack", "pagerduty", "writeback", "email");
        assertThat(destinations.missing(QUEUES)).isEmpty();
        assertThat(destinations.missing(List.of("hr")))
                .extracting(Object::toString)
                .anySatisfy(text -> assertThat(text).contains("jira.yaml: the queue hr has no project"))
                .anySatisfy(text -> assertThat(text).contains("slack.yaml: the queue hr has no channel"));
        assertThat(destinations.slack().orElseThrow().base()).hasToString("https://slack.com/api");
        assertThat(destinations.jira().orElseThrow().browse()).isEqualTo(URI.create("https://example.atlassian.net"));
    }

    @Test
    void limits_come_from_the_file() {
        DestinationLimits limits = read().limits().get("pagerduty");
        assertThat(limits.concurrency()).isEqualTo(100);
        assertThat(limits.callDeadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(limits.retries()).isEqualTo(RetrySchedule.PAGE);
        assertThat(limits.breaker()).isEqualTo(new DestinationLimits.Breaker(50, 10, Duration.ofSeconds(10)));
    }

    @Test
    void every_variable_that_is_not_set_is_named_and_no_value_is_shown() {
        environment.remove("JIRA_API_TOKEN");
        environment.put("SLACK_BOT_TOKEN", "");
        assertThat(refused().problems())
                .extracting(problem -> problem.file() + ":" + problem.line() + " " + problem.message())
                .containsExactly(
                        "destinations/jira.yaml:5 the environment variable JIRA_API_TOKEN is not set",
                        "destinations/slack.yaml:7 the environment variable SLACK_BOT_TOKEN is not set");
        assertThat(refused()).hasMessageNotContaining("canary");
    }

    @Test
    void a_line_feed_at_the_end_of_a_secret_does_not_get_into_a_header() {
        assertThat(read().jira().orElseThrow().authorization()).isEqualTo("Basic aHViQGV4YW1wbGUuY29tOmNhbmFyeS0x");
    }

    @Test
    void a_secret_written_into_the_file_is_refused() throws IOException {
        replace("jira", "\"${JIRA_API_TOKEN}\"", "\"ATATT3xFf\"");
        assertThat(refused().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.toString()).doesNotContain("ATATT3xFf");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "jira, project: SUP, project: sup",
        "jira, issue_type: Task}, issuetype: Task}",
        "slack, C0SUPPORT, '\"#support\"'",
        "pagerduty, SEV1: critical, SEV1: high",
        "pagerduty, retry: page, retry: never",
        "writeback, connect_timeout: 3s, connect_timeout: 3",
        "writeback, concurrency: 100, concurrency: 0"
    })
    void what_breaks_the_schema_is_refused_with_its_line(String name, String old, String by) throws IOException {
        replace(name, old, by);
        assertThat(refused().problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("destinations/" + name + ".yaml");
            assertThat(problem.line()).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://jira.example.com",
        "https://user:pw@jira.example.com",
        "hostname.only",
        "https://a b",
        "https://x/?q=1"
    })
    void a_url_that_cannot_be_called_is_refused_without_repeating_it(String url) {
        environment.put("JIRA_BASE_URL", url);
        assertThat(refused().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("not a URL that can be called");
            assertThat(problem.toString()).doesNotContain(url);
        });
    }

    @Test
    void mail_is_off_until_a_server_is_named() {
        assertThat(read().email()).isEmpty();
        environment.put("SMTP_HOST", "smtp.example.com");
        environment.put("SMTP_FROM", "support@example.com");
        assertThat(read().email().orElseThrow().tls()).isEqualTo("required");
        assertThat(read().email().orElseThrow().port()).isEqualTo(587);
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_HOST, 'smtp.example.com/x', no name of a server",
        "SMTP_PORT, 70000, no port",
        "SMTP_FROM, 'Support <support@example.com>', no address",
        "SMTP_FROM, 'a@example.com, b@example.com', no address",
        "SMTP_TLS, yes, 'required, opportunistic or none'",
        "SMTP_USERNAME, hub, goes with a password"
    })
    void mail_that_cannot_be_sent_is_refused_without_repeating_the_value(String name, String value, String why) {
        environment.put("SMTP_HOST", "smtp.example.com");
        environment.put("SMTP_FROM", "support@example.com");
        environment.put(name, value);
        assertThat(refused().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(why);
            assertThat(problem.file()).isEqualTo("destinations/email.yaml");
            assertThat(problem.message()).doesNotContain(value);
        });
    }

    @Test
    void a_password_never_goes_where_tls_is_not_required() {
        environment.putAll(Map.of(
                "SMTP_HOST", "smtp.example.com",
                "SMTP_FROM", "support@example.com",
                "SMTP_USERNAME", "hub",
                "SMTP_PASSWORD", "canary-4",
                "SMTP_TLS", "opportunistic"));
        assertThat(refused()).hasMessageContaining("in the clear").hasMessageNotContaining("canary");
        environment.put("SMTP_TLS", "required");
        assertThat(read().email().orElseThrow()).hasToString("EmailSettings[configured]");
    }

    @Test
    void an_absent_file_switches_its_destination_off() throws IOException {
        Files.delete(file("pagerduty"));
        assertThat(read().limits()).containsOnlyKeys("jira", "slack", "writeback", "email");
    }

    @Test
    void a_missing_folder_is_a_problem() throws IOException {
        folder = folder.resolve("nowhere");
        assertThat(refused()).hasMessageContaining("the folder is missing");
    }
}
