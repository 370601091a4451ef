package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.Fault.Way;
import io.patchbay.simulator.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an answer, and of none: each call is made once, and its fate is never guessed. */
class ProviderOutcomeTest extends ConnectorContext {
    private static Fault answered(int status) {
        return Fault.answered(status, Map.of(), "");
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(Call.values()).flatMap(call -> Stream.of(
                        Fault.brokenBefore(Way.RESET),
                        Fault.brokenBefore(Way.CLOSED),
                        Fault.brokenBefore(Way.MALFORMED_CHUNK),
                        Fault.brokenBefore(Way.GARBAGE),
                        answered(408),
                        Fault.htmlAnswer(500, false),
                        answered(502),
                        Fault.answered(503, Map.of("Retry-After", "1"), ""),
                        answered(504))
                .map(answer -> Arguments.of(call, answer)));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void an_attempt_whose_answer_is_lost_is_made_once_and_never_called_failed(Call call, Fault answer) {
        everythingMeets(answer);
        Outcome outcome = send(call.delivery);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(call.whenLost);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void an_effect_whose_answer_comes_too_late_is_not_repeated_blindly() {
        everythingMeets(Fault.lateAnswer(Duration.ofSeconds(5)));
        assertThat(send(Call.CREATE_ISSUE.delivery).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(requests()).hasSize(1);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(Call.values()).filter(call -> call != Call.WRITE_BACK).flatMap(call -> Stream.of(
                        "", "<html>proxy login</html>", "{\"id\":", "[]", "null", "{\"ok\":\"yes\"}")
                .map(body -> Arguments.of(call, body)));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_success_that_cannot_be_read_is_not_taken_for_one(Call call, String body) {
        everythingMeets(Fault.answered(200, Map.of(), body));
        assertThat(send(call.delivery).kind()).isEqualTo(call.whenLost);
    }

    @ParameterizedTest
    @EnumSource
    void a_huge_answer_is_no_success_and_fills_no_memory(Call call) {
        everythingMeets(Fault.answered(call == Call.WRITE_BACK ? 500 : 200, Map.of(), "x".repeat(10_000_000)));
        assertThat(send(call.delivery).kind()).isEqualTo(call.whenLost);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(Call.values()).flatMap(call -> Stream.of(301, 302, 307, 400, 401, 403, 404, 410, 413, 422)
                .map(status -> Arguments.of(call, status)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_final_and_made_once(Call call, int status) {
        everythingMeets(Fault.answered(status, Map.of("Location", PROVIDERS.url(Provider.CALLS) + "/elsewhere"), ""));
        Outcome outcome = send(call.delivery);
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
        Map<String, String> headers = new HashMap<>(Map.of("Date", "Sat, 21 Nov 2026 09:00:00 GMT"));
        if (retryAfter != null) {
            headers.put("Retry-After", retryAfter);
        }
        everythingMeets(Fault.answered(429, headers, ""));
        Outcome outcome = send(call.delivery);
        assertThat(outcome.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(outcome.retryAfter()).isEqualTo(wait);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void a_lookup_whose_provider_is_away_says_unknown() {
        everythingMeets(Fault.brokenBefore(Way.RESET));
        assertThat(lookUp(Deliveries.of("slack", "post_message").build()).kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(requests()).hasSize(1);
    }
}
