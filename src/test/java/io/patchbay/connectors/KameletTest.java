package io.patchbay.connectors;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.platform.WriteBackTargets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The Kamelets of {@code routes/connectors} with the real camel-http against WireMock. */
@SpringBootTest(classes = KameletTest.Room.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ExtendWith(OutputCaptureExtension.class)
class KameletTest {
    @TempDir
    private static Path configurationFolder;

    private static final String TOKEN = "canary-jira-token";
    private static final WireMockServer PROVIDERS = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().usingFilesUnderDirectory("wiremock-mappings"));

    @Configuration
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan({"io.patchbay.connectors", "io.patchbay.platform"})
    static class Room {
        @Bean
        WriteBackTargets targets() {
            SecretKeySpec key =
                    new SecretKeySpec("canary-source-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            return () -> Map.of(
                    "generic", new WriteBackTargets.Target(URI.create(PROVIDERS.baseUrl() + "/sink/generic"), key));
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        PROVIDERS.start();
        String configuration = impatientConfiguration();
        registry.add("patchbay.config-dir", () -> configuration);
        registry.add("JIRA_BASE_URL", PROVIDERS::baseUrl);
        registry.add("JIRA_EMAIL", () -> "hub@example.com");
        registry.add("JIRA_API_TOKEN", () -> TOKEN);
        registry.add("SLACK_BASE_URL", () -> PROVIDERS.baseUrl() + "/api");
        registry.add("SLACK_BOT_TOKEN", () -> "canary-slack-token");
        registry.add("PAGERDUTY_EVENTS_URL", PROVIDERS::baseUrl);
        registry.add("PAGERDUTY_API_URL", PROVIDERS::baseUrl);
        registry.add("PAGERDUTY_API_TOKEN", () -> "canary-pagerduty-token");
        registry.add("PAGERDUTY_ROUTING_KEY", () -> "canary-routing-key");
        registry.add("logging.level.org.apache.camel", () -> "INFO");
    }

    /** The shipped files, with less patience than a test has. */
    private static String impatientConfiguration() throws IOException {
        Path folder = Files.createDirectory(configurationFolder.resolve("destinations"))
                .getParent();
        for (String name : List.of("jira", "slack", "pagerduty", "writeback")) {
            String file = "destinations/" + name + ".yaml";
            String text = Files.readString(Path.of("connectors-config").resolve(file));
            Files.writeString(folder.resolve(file), text.replace("15s", "1s").replace("20s", "2s"));
        }
        return folder.toString();
    }

    @AfterAll
    static void stop() {
        PROVIDERS.stop();
    }

    @Autowired
    private ProducerTemplate camel;

    @BeforeEach
    void reset() {
        PROVIDERS.resetToDefaultMappings();
        PROVIDERS.resetRequests();
    }

    private Outcome call(String kamelet, Delivery delivery) {
        return camel.requestBody("kamelet:" + kamelet, delivery, Outcome.class);
    }

    private void everythingAnswers(ResponseDefinitionBuilder answer) {
        PROVIDERS.stubFor(any(anyUrl()).atPriority(1).willReturn(answer));
    }

    private List<LoggedRequest> requests() {
        return PROVIDERS.findAll(anyRequestedFor(anyUrl()));
    }

    /** The operations, each with the outcome it comes to when its fate is not known. */
    enum Call {
        CREATE_ISSUE("jira-create-issue", Deliveries.of("jira", "create_issue"), Kind.UNKNOWN),
        ADD_COMMENT(
                "jira-add-comment", Deliveries.of("jira", "add_comment").payload("text", "Called again"), Kind.UNKNOWN),
        LINK("jira-link", Deliveries.of("jira", "link").payload("target", "slack"), Kind.NOT_SENT),
        POST_MESSAGE("slack-post-message", Deliveries.of("slack", "post_message"), Kind.UNKNOWN),
        POST_REPLY(
                "slack-post-reply", Deliveries.of("slack", "post_reply").payload("text", "Called again"), Kind.UNKNOWN),
        UPDATE_MESSAGE("slack-update-message", Deliveries.of("slack", "update_message"), Kind.NOT_SENT),
        TRIGGER("pagerduty-enqueue", Deliveries.of("pagerduty", "trigger").confirmed(1), Kind.UNKNOWN),
        RESOLVE("pagerduty-enqueue", Deliveries.of("pagerduty", "resolve"), Kind.NOT_SENT),
        WRITE_BACK("writeback-post", Deliveries.of("writeback", "case_updated"), Kind.NOT_SENT);

        final String kamelet;
        final Delivery delivery;
        final Kind whenLost;

        Call(String kamelet, Deliveries delivery, Kind whenLost) {
            this.kamelet = kamelet;
            this.delivery = delivery.with(Deliveries.TICKET, Deliveries.MESSAGE, Deliveries.PAGE)
                    .build();
            this.whenLost = whenLost;
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_simulated_provider_accepts_what_is_composed(Call call) {
        Outcome outcome = call(call.kamelet, call.delivery);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.SUCCEEDED);
        assertThat(outcome.id()).isNotEmpty();
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_of_the_message_that_came_in_reaches_the_provider(Call call) {
        Map<String, Object> inbound = Map.of(
                "Authorization", "Bearer stolen",
                "Cookie", "session=1",
                "X-Hub-Signature", "sha256=1",
                "caseId", "C7K4-92MX",
                "CamelHttpUri", "http://evil.invalid",
                "CamelHttpPath", "evil",
                "CamelHttpQuery", "evil=1",
                "CamelHttpMethod", "DELETE");
        Outcome outcome = camel.requestBodyAndHeaders("kamelet:" + call.kamelet, call.delivery, inbound, Outcome.class);
        assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
        LoggedRequest request = requests().get(0);
        assertThat(request.getUrl()).doesNotContain("evil");
        assertThat(request.getHeaders().keys())
                .isSubsetOf(
                        "Accept",
                        "Accept-Encoding",
                        "Authorization",
                        "Connection",
                        "Content-Length",
                        "Content-Type",
                        "Host",
                        "User-Agent",
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature");
        assertThat(request.header("Authorization").isPresent() ? request.getHeader("Authorization") : "")
                .doesNotContain("stolen");
        assertThat(request.getHeader("Content-Type")).isEqualToIgnoringCase("application/json; charset=utf-8");
    }

    @ParameterizedTest
    @EnumSource
    void nothing_of_the_answer_stays_on_the_message(Call call) {
        Map<String, Object> headers = camel.request("kamelet:" + call.kamelet, exchange -> exchange.getMessage()
                        .setBody(call.delivery))
                .getMessage()
                .getHeaders();
        assertThat(headers).isEmpty();
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(Call.values()).flatMap(call -> Stream.of(
                        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                        aResponse().withFault(Fault.EMPTY_RESPONSE),
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                        aResponse().withStatus(408),
                        aResponse().withStatus(500).withBody("<html>oops</html>"),
                        aResponse().withStatus(502),
                        aResponse().withStatus(503).withHeader("Retry-After", "1"),
                        aResponse().withStatus(504))
                .map(answer -> Arguments.of(call, answer)));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void an_attempt_whose_answer_is_lost_is_made_once_and_never_called_failed(
            Call call, ResponseDefinitionBuilder answer) {
        everythingAnswers(answer);
        Outcome outcome = call(call.kamelet, call.delivery);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(call.whenLost);
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE_ISSUE", "UPDATE_MESSAGE", "TRIGGER"})
    void an_effect_whose_answer_comes_too_late_is_not_repeated_blindly(Call call) {
        everythingAnswers(aResponse().withStatus(201).withFixedDelay(1_500));
        assertThat(call(call.kamelet, call.delivery).kind()).isEqualTo(call.whenLost);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void an_answer_that_dribbles_for_longer_than_the_deadline_is_given_up() {
        everythingAnswers(aResponse()
                .withStatus(201)
                .withBody("{\"id\":\"1\"}".repeat(20))
                .withChunkedDribbleDelay(20, 6_000));
        long start = System.nanoTime();
        Outcome outcome = call("jira-create-issue", Call.CREATE_ISSUE.delivery);
        assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(Call.values()).filter(call -> call != Call.WRITE_BACK).flatMap(call -> Stream.of(
                        "", "<html>proxy login</html>", "{\"id\":", "[]", "null", "{\"ok\":\"yes\"}")
                .map(body -> Arguments.of(call, body)));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_success_that_cannot_be_read_is_not_taken_for_one(Call call, String body) {
        everythingAnswers(aResponse().withStatus(200).withBody(body));
        assertThat(call(call.kamelet, call.delivery).kind()).isEqualTo(call.whenLost);
    }

    @ParameterizedTest
    @EnumSource
    void a_huge_answer_is_no_success_and_fills_no_memory(Call call) {
        everythingAnswers(
                aResponse().withStatus(call == Call.WRITE_BACK ? 500 : 200).withBody("x".repeat(10_000_000)));
        assertThat(call(call.kamelet, call.delivery).kind()).isEqualTo(call.whenLost);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(Call.values()).flatMap(call -> Stream.of(301, 302, 307, 400, 401, 403, 404, 410, 413, 422)
                .map(status -> Arguments.of(call, status)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_final_and_made_once(Call call, int status) {
        everythingAnswers(aResponse().withStatus(status).withHeader("Location", PROVIDERS.baseUrl() + "/elsewhere"));
        Outcome outcome = call(call.kamelet, call.delivery);
        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
        assertThat(outcome.httpStatus()).isEqualTo(status);
        assertThat(requests()).hasSize(1);
    }

    static Stream<Arguments> retryAfters() {
        return Stream.of(Call.values())
                .flatMap(call -> Stream.of(
                        Arguments.of(call, "3", Duration.ofSeconds(3)),
                        Arguments.of(call, "999999", Duration.ofHours(1)),
                        Arguments.of(call, "soon", null),
                        Arguments.of(call, "-1", null),
                        Arguments.of(call, null, null),
                        Arguments.of(call, "Sat, 21 Nov 2026 09:00:30 GMT", Duration.ofSeconds(30))));
    }

    @ParameterizedTest
    @MethodSource("retryAfters")
    void a_throttled_attempt_is_made_once_and_waits_as_long_as_the_provider_says(
            Call call, String retryAfter, Duration wait) {
        ResponseDefinitionBuilder answer =
                aResponse().withStatus(429).withHeader("Date", "Sat, 21 Nov 2026 09:00:00 GMT");
        everythingAnswers(retryAfter == null ? answer : answer.withHeader("Retry-After", retryAfter));
        Outcome outcome = call(call.kamelet, call.delivery);
        assertThat(outcome.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(outcome.retryAfter()).isEqualTo(wait);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void text_of_all_kinds_arrives_as_it_was_said() {
        Delivery delivery = Deliveries.of("jira", "create_issue")
                .matter(Deliveries.saying("Žluťoučký 🚒👩‍💻 שלום 𝒳 \"quoted\" {{jira.token}} ${body}"))
                .build();
        assertThat(call("jira-create-issue", delivery).kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(requests().get(0).getBodyAsString())
                .contains("Žluťoučký 🚒👩‍💻 שלום 𝒳 \\\"quoted\\\" {{jira.token}} ${body}");
    }

    @Test
    void a_delivery_that_cannot_be_composed_is_refused_without_a_call() {
        Outcome noIssue =
                call("jira-add-comment", Deliveries.of("jira", "add_comment").build());
        Outcome noProject = call(
                "jira-create-issue",
                Deliveries.of("jira", "create_issue").queue("nowhere").build());
        Outcome unconfirmed =
                call("pagerduty-enqueue", Deliveries.of("pagerduty", "trigger").build());
        assertThat(List.of(noIssue.kind(), noProject.kind(), unconfirmed.kind()))
                .containsOnly(Kind.REJECTED);
        assertThat(unconfirmed.reason()).isEqualTo("severity unconfirmed");
        assertThat(requests()).isEmpty();
    }

    @Test
    void lookups_go_through_the_simulated_providers_and_find_nothing() {
        Delivery issue = Deliveries.of("jira", "create_issue").build();
        Delivery comment =
                Deliveries.of("jira", "add_comment").with(Deliveries.TICKET).build();
        Delivery message = Deliveries.of("slack", "post_message").build();
        Delivery reply =
                Deliveries.of("slack", "post_reply").with(Deliveries.MESSAGE).build();
        Delivery page = Deliveries.of("pagerduty", "trigger").confirmed(1).build();
        assertThat(Stream.of(
                        call("jira-find-issue", issue),
                        call("jira-find-comment", comment),
                        call("slack-find-message", message),
                        call("slack-find-message", reply),
                        call("pagerduty-find-incident", page)))
                .allSatisfy(outcome ->
                        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.ABSENT));
        assertThat(requests()).hasSize(9);
    }

    @Test
    void a_lookup_whose_provider_is_away_says_unknown() {
        everythingAnswers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(call(
                                "slack-find-message",
                                Deliveries.of("slack", "post_message").build())
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void no_secret_and_no_word_of_the_caller_gets_into_the_log_or_an_outcome(CapturedOutput log) {
        Call[] calls = Call.values();
        StringBuilder outcomes = new StringBuilder();
        for (int status : List.of(200, 400, 401, 500)) {
            everythingAnswers(
                    aResponse().withStatus(status).withBody("{\"errorMessages\":[\"Checkout returns errors\"]}"));
            for (Call call : calls) {
                outcomes.append(call(call.kamelet, call.delivery));
            }
        }
        assertThat(log.getAll() + outcomes)
                .doesNotContain("canary", "Checkout returns", "Dana", "+15550100001", "Basic ", "v1,");
    }
}
