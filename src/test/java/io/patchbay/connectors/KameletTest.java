package io.patchbay.connectors;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the Kamelets of {@code routes/connectors} send: what was composed, all of it and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class KameletTest extends KameletRoom {
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
