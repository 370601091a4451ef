package io.patchbay.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.patchbay.platform.Causes;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.sandbox.RunningHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A hub whose configuration cannot be used does not start, and says where and how to mend it. */
class BadConfigurationTest {
    @TempDir
    private Path copy;

    static Stream<Arguments> spoiled() {
        return Stream.of(
                Arguments.of("config/sources/generic.yaml", "scheme: standard-webhooks", "scheme: standard-webhoks"),
                Arguments.of("config/destinations/jira.yaml", "retry: ticket", "retry: tickets"),
                Arguments.of("config/destinations/slack.yaml", "base_url", "base_ulr"),
                Arguments.of("config/queues.yaml", "operation: create_issue", "operation: create_isue"),
                Arguments.of("config/queues.yaml", "operations: tomas", "operations: thomas"),
                Arguments.of("config/queues.yaml", "operations: tomas", "operations: jonas"),
                Arguments.of("config/queues.yaml", "notice_after: 30m", "notice_after: 30 minutes"),
                Arguments.of("config/queues.yaml", "notice_every: 15m", "notice_evry: 15m"),
                Arguments.of(
                        "config/rules/routing.yaml", "'security' in caller.mentions", "'security' in caller.mention"),
                Arguments.of("config/rules/lexicon.yaml", "topics:\n  security:", "topic:\n  security:"),
                Arguments.of("config/directory/accounts.yaml", "tier: enterprise", "tier: [enterprise"),
                Arguments.of(
                        "routes/triage.camel.yaml",
                        "uri: scheduler:triage?delay=1\n",
                        "uri: scheduler:triage?delay=1\n     x: y\n"),
                Arguments.of("routes/triage.camel.yaml", "        - split:", "        - splitt:"),
                Arguments.of("routes/connectors/email-send.kamelet.yaml", "kind: Kamelet", "kind: [Kamelet"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("spoiled")
    void spoiledFile_refusesTheStartWithFileLineAndFix(String file, String text, String with) {
        copyOf("connectors-config", "config");
        copyOf("routes", "routes");
        int line = spoil(copy.resolve(file), text, with);

        assertThat(problems()).anySatisfy(problem -> {
            assertThat(file).endsWith("/" + problem.file());
            assertThat(problem.line()).isBetween(line, line + 3);
            assertThat(problem.fix()).isNotBlank();
        });
    }

    @Test
    void queueWithoutAProject_refusesTheStart() {
        copyOf("connectors-config", "config");
        copyOf("routes", "routes");
        spoil(copy.resolve("config/destinations/jira.yaml"), "  billing: {project: BILL, issue_type: Task}\n", "");

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("destinations/jira.yaml");
            assertThat(problem.message()).contains("billing");
            assertThat(problem.fix()).contains("billing");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "JIRA_BASE_URL, http://jira.example.com, destinations/jira.yaml, base_url, JIRA_ALLOW_PLAIN_HTTP",
        "SLACK_BASE_URL, http://10.0.0.7:8089/api, destinations/slack.yaml, base_url, SLACK_ALLOW_PLAIN_HTTP",
        "PAGERDUTY_EVENTS_URL, http://localhost.example.com, destinations/pagerduty.yaml, events_url,"
                + " PAGERDUTY_ALLOW_PLAIN_HTTP",
        "PAGERDUTY_API_URL, http://[fd12::1], destinations/pagerduty.yaml, api_url, PAGERDUTY_ALLOW_PLAIN_HTTP",
        "SOURCE_GENERIC_WRITE_BACK_URL, http://calls.example.com/in, sources/generic.yaml, url,"
                + " SOURCE_GENERIC_ALLOW_PLAIN_HTTP"
    })
    void plainHttpToAnotherMachine_refusesTheStart_untilTheFileAllowsIt(
            String variable, String url, String file, String key, String allow) throws IOException {
        copyOf("connectors-config", "config");
        copyOf("routes", "routes");
        Map<String, String> settings = settings();
        settings.put(variable, url);

        assertThat(problems(settings)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(Files.readAllLines(copy.resolve("config").resolve(file)).get(problem.line() - 1))
                    .contains(key + ":");
            assertThat(problem.message()).startsWith("http:// sends credentials");
            assertThat(problem.fix()).contains("https://", "allow_plain_http: true");
        });

        settings.put(allow, "true");
        RunningHub.start(settings).close();
    }

    @ParameterizedTest
    @CsvSource({"fetch, TWILIO_INTELLIGENCE_URL", "poll, TWILIO_API_URL"})
    void plainHttpToAProvidersApi_refusesTheStart(String block, String variable) throws IOException {
        copyOf("connectors-config", "config");
        copyOf("routes", "routes");
        Map<String, String> settings = settings();
        settings.putAll(Map.of(
                "SOURCE_TWILIO_SECRET",
                "twilio-secret",
                "PATCHBAY_PUBLIC_URL",
                "https://hub.example.com",
                "TWILIO_ACCOUNT_SID",
                "AC1",
                "TWILIO_AUTH_TOKEN",
                "twilio-token",
                variable,
                "http://twilio.example.com"));

        assertThat(problems(settings)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("sources/twilio.yaml");
            assertThat(Files.readAllLines(copy.resolve("config/sources/twilio.yaml"))
                            .get(problem.line() - 1))
                    .contains("${" + variable);
            assertThat(problem.fix()).contains("allow_plain_http");
        });
    }

    private List<ConfigurationProblem> problems() {
        return problems(settings());
    }

    private static List<ConfigurationProblem> problems(Map<String, String> settings) {
        Throwable refusal = catchThrowable(() -> RunningHub.start(settings).close());
        return Causes.first(ConfigurationException.class, refusal)
                .orElseThrow(() -> new AssertionError("the hub started, or failed otherwise", refusal))
                .problems();
    }

    private Map<String, String> settings() {
        String nowhere = "http://127.0.0.1:9";
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_CONFIG_DIR", copy.resolve("config").toString());
        settings.put("PATCHBAY_ROUTES_DIR", copy.resolve("routes").toString());
        settings.put("JIRA_BASE_URL", nowhere);
        settings.put("JIRA_EMAIL", "hub@example.com");
        settings.put("JIRA_API_TOKEN", "jira-token");
        settings.put("SLACK_BASE_URL", nowhere + "/api");
        settings.put("SLACK_BOT_TOKEN", "slack-token");
        settings.put("PAGERDUTY_API_TOKEN", "pagerduty-token");
        settings.put("PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
        return settings;
    }

    /** Replaces the first such text, and returns its line. */
    private static int spoil(Path file, String text, String with) {
        try {
            String before = Files.readString(file);
            int at = before.indexOf(text);
            assertThat(at).as("the text is there").isNotNegative();
            Files.writeString(file, before.substring(0, at) + with + before.substring(at + text.length()));
            return (int) before.substring(0, at).lines().count() + (before.charAt(at - 1) == '\n' ? 1 : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyOf(String folder, String name) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(name)
                        .resolve(Path.of(folder).relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
