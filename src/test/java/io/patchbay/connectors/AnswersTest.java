package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.platform.EgressRefusedException;
import io.patchbay.platform.RequestNotSentException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only one provider says; what every status means is proven with the Kamelets. */
class AnswersTest {
    private static final URI BASE = URI.create("https://provider.example.com");
    private static final SlackSettings SLACK = new SlackSettings(
            BASE,
            BASE,
            "",
            "Bearer x",
            Map.of(),
            "",
            SlackSettings.Moves.USUAL,
            Duration.ZERO,
            DestinationLimits.USUAL);
    private static final JiraSettings JIRA =
            new JiraSettings(BASE, BASE, "Basic x", Map.of(), "", "Relates", JiraSettings.Moves.USUAL, Map.of(), null);

    private static ProviderAnswer answer(int status, Map<String, String> headers, String body) {
        return ProviderAnswer.of(status, headers, body.getBytes(StandardCharsets.UTF_8), Deliveries.NOW);
    }

    private static Outcome slack(String body, boolean repeatable) {
        return SlackAnswers.sent(answer(200, Map.of(), body), SLACK, repeatable);
    }

    private static String error(String code) {
        return "{\"ok\":false,\"error\":\"" + code + "\"}";
    }

    @Test
    void a_slack_message_is_known_by_channel_and_ts_and_has_an_address() {
        Outcome outcome = slack("{\"ok\":true,\"channel\":\"C0SUPPORT\",\"ts\":\"1763715607.000200\"}", false);
        assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(outcome.id()).isEqualTo("1763715607.000200");
        assertThat(outcome.url()).isEqualTo(BASE + "/archives/C0SUPPORT/p1763715607000200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel_not_found",
                "not_in_channel",
                "is_archived",
                "invalid_blocks",
                "invalid_auth",
                "missing_scope"
            })
    void what_slack_refuses_for_good_is_final(String code) {
        assertThat(slack(error(code), false).kind()).isEqualTo(Kind.REJECTED);
        assertThat(slack(error(code), true).reason()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "rate_limited", "service_unavailable", "message_limit_exceeded"})
    void what_slack_refuses_for_now_waits(String code) {
        assertThat(slack(error(code), false).kind()).isEqualTo(Kind.THROTTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fatal_error", "internal_error", "duplicate_message", "brand_new_error", "", "<b>oops</b>"})
    void an_error_slack_does_not_explain_may_have_posted(String code) {
        assertThat(slack(error(code), false).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(slack(error(code), true).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(slack(error(code), false).reason()).matches("[a-z_]+");
    }

    @Test
    void an_issue_that_exists_is_a_success_even_when_jira_took_us_for_nobody() {
        Map<String, String> anonymous = Map.of("x-seraph-loginreason", "AUTHENTICATED_FAILED");
        String created = "{\"id\":\"10042\",\"key\":\"SUP-42\"}";
        assertThat(JiraAnswers.created(answer(201, anonymous, created), JIRA).kind())
                .isEqualTo(Kind.SUCCEEDED);
        Outcome refused = JiraAnswers.created(answer(400, anonymous, "{\"errors\":{\"project\":\"secret\"}}"), JIRA);
        assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
        assertThat(refused.reason()).isEqualTo("HTTP 400: credentials not accepted, project");
    }

    @Test
    void a_reason_names_jiras_fields_and_none_of_its_words() {
        String body = "{\"errorMessages\":[\"Dana Reyes\"],\"errors\":{\"summary\":\"Dana Reyes\",\"<script>\":\"x\"}}";
        assertThat(JiraAnswers.created(answer(400, Map.of(), body), JIRA).reason())
                .isEqualTo("HTTP 400: summary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\":\"10042\"}", "{\"id\":\"x\",\"key\":\"SUP-42\"}", "{\"id\":\"1\",\"key\":\"../etc\"}"})
    void a_creation_without_id_and_key_is_looked_up(String body) {
        assertThat(JiraAnswers.created(answer(201, Map.of(), body), JIRA).kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void only_a_202_of_pagerdutys_own_is_an_event_taken() {
        String taken = "{\"status\":\"success\",\"dedup_key\":\"k\"}";
        assertThat(PagerDutyAnswers.enqueued(answer(202, Map.of(), taken), "k", false)
                        .id())
                .isEqualTo("k");
        assertThat(PagerDutyAnswers.enqueued(answer(200, Map.of(), taken), "k", false)
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(PagerDutyAnswers.enqueued(answer(202, Map.of(), "<html>"), "k", false)
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    private static Outcome failed(Exception failure, boolean repeatable) {
        return ProviderAnswer.failed(failure, Deliveries.NOW).byStatus(repeatable, "");
    }

    @Test
    void what_never_left_is_not_sent_and_what_may_have_left_is_unknown() {
        Exception refused = new RequestNotSentException(new ConnectException("connect to secret.example refused"));
        assertThat(failed(refused, false).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(failed(new SocketTimeoutException("secret"), false).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failed(new IllegalStateException("secret"), false).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failed(new SocketTimeoutException("secret"), true).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(failed(refused, false).reason()).isEqualTo("not sent: ConnectException");
    }

    @Test
    void a_server_that_the_guard_refuses_is_for_a_person() {
        assertThat(failed(new EgressRefusedException("the configuration names no such server"), true)
                        .kind())
                .isEqualTo(Kind.REJECTED);
    }
}
