package io.patchbay.connectors.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What PagerDuty's answers mean. */
class PagerDutyAnswersTest {
    private static ProviderAnswer answer(int status, Map<String, String> headers, String body) {
        return Deliveries.answer(status, headers, body);
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

    private static ProviderAnswer json(String body) {
        return answer(200, Map.of(), body);
    }

    @Test
    void an_incident_of_the_dedup_key_is_found_with_its_address() {
        Outcome found = PagerDutyAnswers.found(
                json(
                        "{\"incidents\":[{\"id\":\"PT4KHLK\",\"status\":\"resolved\",\"html_url\":\"https://a.example/i\"}]}"),
                "key");
        assertThat(List.of(found.id(), found.key(), found.url()))
                .containsExactly("key", "PT4KHLK", "https://a.example/i");
        assertThat(PagerDutyAnswers.found(json("{\"incidents\":[]}"), "key").kind())
                .isEqualTo(Kind.ABSENT);
        assertThat(PagerDutyAnswers.found(json("{}"), "key").kind()).isEqualTo(Kind.UNKNOWN);
    }
}
