package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.simulator.Request;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is sent to the providers: what was composed, all of it and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class ProviderCallsTest extends ConnectorContext {
    @ParameterizedTest
    @EnumSource
    void the_simulated_provider_accepts_what_is_composed(Call call) {
        Outcome outcome = send(call.delivery);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.SUCCEEDED);
        assertThat(outcome.id()).isNotEmpty();
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void only_the_headers_of_the_request_reach_the_provider(Call call) {
        assertThat(send(call.delivery).kind()).isEqualTo(Kind.SUCCEEDED);
        Request request = requests().get(0);
        assertThat(request.headers().keySet())
                .isSubsetOf(
                        "accept",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent",
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature");
        assertThat(request.header("content-type")).isEqualToIgnoringCase("application/json; charset=utf-8");
    }

    @Test
    void an_operation_that_no_connector_knows_is_refused_and_its_look_up_is_for_a_person() {
        Delivery paint = Deliveries.of("jira", "paint").build();
        Delivery elsewhere = Deliveries.of("teletype", "create_issue").build();
        assertThat(List.of(send(paint).kind(), send(elsewhere).kind())).containsOnly(Kind.REJECTED);
        assertThat(List.of(lookUp(paint).kind(), lookUp(elsewhere).kind())).containsOnly(Kind.UNKNOWN);
        assertThat(requests()).isEmpty();
    }

    @Test
    void an_attempt_that_has_ended_is_not_made() {
        Attempt attempt = new Attempt(Call.CREATE_ISSUE.delivery, false);
        attempt.end(Outcome.throttled(null, 0, "later"));
        calls.send(attempt);
        assertThat(attempt.outcome().reason()).isEqualTo("later");
        assertThat(requests()).isEmpty();
    }

    @Test
    void text_of_all_kinds_arrives_as_it_was_said() {
        Delivery delivery = Deliveries.of("jira", "create_issue")
                .matter(Deliveries.saying("Žluťoučký 🚒👩‍💻 שלום 𝒳 \"quoted\" {{jira.token}} ${body}"))
                .build();
        assertThat(send(delivery).kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(requests().get(0).text())
                .contains("Žluťoučký 🚒👩‍💻 שלום 𝒳 \\\"quoted\\\" {{jira.token}} ${body}");
    }

    @Test
    void a_delivery_that_cannot_be_composed_is_refused_without_a_call() {
        Outcome noIssue = send(Deliveries.of("jira", "add_comment").build());
        Outcome noProject =
                send(Deliveries.of("jira", "create_issue").queue("nowhere").build());
        Outcome unconfirmed = send(Deliveries.of("pagerduty", "trigger").build());
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
        assertThat(Stream.of(lookUp(issue), lookUp(comment), lookUp(message), lookUp(reply), lookUp(page)))
                .allSatisfy(outcome ->
                        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.ABSENT));
        assertThat(requests()).hasSize(9);
    }

    @Test
    void no_secret_and_no_word_of_the_caller_gets_into_the_log_or_an_outcome(CapturedOutput log) {
        Call[] calls = Call.values();
        StringBuilder outcomes = new StringBuilder();
        for (int status : List.of(200, 400, 401, 500)) {
            everythingMeets(Fault.refusedWith(status, "{\"errorMessages\":[\"Checkout returns errors\"]}"));
            for (Call call : calls) {
                outcomes.append(send(call.delivery));
            }
        }
        assertThat(log.getAll() + outcomes)
                .doesNotContain(
                        "canary",
                        ProviderSimulator.SECRET.substring(6),
                        "Checkout returns",
                        "Dana",
                        "+15550100001",
                        "Basic ",
                        "v1,");
    }
}
