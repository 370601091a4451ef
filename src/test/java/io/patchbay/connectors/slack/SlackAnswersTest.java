package io.patchbay.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Slack's answers mean. */
class SlackAnswersTest {
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

    private static ProviderAnswer answer(int status, Map<String, String> headers, String body) {
        return Deliveries.answer(status, headers, body);
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
}
