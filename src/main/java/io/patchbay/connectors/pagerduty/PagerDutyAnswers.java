package io.patchbay.connectors.pagerduty;

import static io.patchbay.dispatch.Outcome.Kind.ABSENT;
import static io.patchbay.dispatch.Outcome.Kind.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.dispatch.Outcome;

/** What PagerDuty's answers mean. */
final class PagerDutyAnswers {

    private PagerDutyAnswers() {}

    /**
     * An event was to be enqueued; 202 says that it was taken, not that an incident exists.
     *
     * @param repeatable true for acknowledge and resolve. A trigger is not: once somebody has resolved its alert, the same
     *     key opens a new one. Whether it is still early enough to send it again is for the reconcile policy to say.
     */
    static Outcome enqueued(ProviderAnswer answer, String dedupKey, boolean repeatable) {
        boolean taken = answer.status() == 202
                && "success".equals(answer.json().path("status").asText());
        return taken
                ? Outcome.succeeded(dedupKey, "", "", "", answer.status())
                : answer.byStatus(
                        repeatable,
                        answer.json().path("status").asText("").equals("invalid event") ? "invalid event" : "");
    }

    /** An incident of that key was searched for, over all time; one that is resolved by now has happened as well. */
    static Outcome found(ProviderAnswer answer, String dedupKey) {
        JsonNode incidents = answer.json().path("incidents");
        if (!incidents.isArray()) {
            return Outcome.of(UNKNOWN, answer.status(), "look-up: the incidents cannot be read");
        }
        if (incidents.isEmpty()) {
            return Outcome.of(ABSENT, answer.status(), "no incident of the dedup key");
        }
        JsonNode newest = incidents.get(0);
        String url = newest.path("html_url").asText("");
        return Outcome.succeeded(
                dedupKey,
                newest.path("id").asText(""),
                "",
                url.matches("https?://\\S{1,1000}") ? url : "",
                answer.status());
    }
}
