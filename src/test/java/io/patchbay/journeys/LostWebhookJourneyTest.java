package io.patchbay.journeys;

import static io.patchbay.sandbox.StaffDesk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Jira and PagerDuty did and no webhook told is found, reported, and mended by one call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostWebhookJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(40);

    private StaffDesk desk;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of(
                "patchbay.drift.every", "1s",
                "patchbay.drift.grace", "0s",
                "patchbay.drift.look-ms", "300",
                "patchbay.drift.ended-every", "1s"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private JsonNode read(JsonNode found) {
        return desk.read(found);
    }

    private JsonNode drift(JsonNode of, String tool, String state) {
        for (JsonNode each : desk.hub.get("/api/v1/drifts?state=" + state)) {
            if (each.get("case_ref").asText().equals(of.get("ref").asText())
                    && each.get("tool").asText().equals(tool)) {
                return each;
            }
        }
        return null;
    }

    private JsonNode found(JsonNode of, String tool) {
        Awaitility.await().atMost(PATIENCE).until(() -> drift(of, tool, "open") != null);
        return drift(of, tool, "open");
    }

    private JsonNode mend(JsonNode drift) {
        return desk.done(
                "/api/v1/drifts/" + drift.get("id").asText() + "/mend",
                Map.of("who", "tomas", "why", "Jira was right"));
    }

    @Test
    void aTicketThatWasDoneWithoutAWord_isFound_andMendedOnce() {
        JsonNode support = desk.sample("06-support", "call-0601");
        JsonNode ticket = at(support, "jira");
        desk.providers.jira().move(ticket.get("key").asText(), "DONE");
        desk.providers.jira().assign(ticket.get("key").asText(), "5b10a2844c20165700ede20b");

        JsonNode drift = found(support, "jira");
        assertThat(drift.get("differs").toString()).contains("ticket.transitioned", "ticket.assigned");
        assertThat(read(support).get("status").asText()).isEqualTo("open");

        assertThat(mend(drift).get("state").asText()).isEqualTo("mended");
        mend(drift);

        JsonNode mended = read(support);
        assertThat(mended.get("status").asText()).isEqualTo("resolved");
        assertThat(mended.at("/owner/id").asText()).isEqualTo("jonas");
        assertThat(mended.get("timeline").toString().split("\"drift.mended\"", -1))
                .hasSize(2);
        assertThat(mended.get("timeline").toString().split("\"status.changed\"", -1))
                .hasSize(2);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        desk.providers.journal().requests("POST", "/api/chat.update"))
                .anySatisfy(request ->
                        assertThat(request.text()).contains(support.get("ref").asText())));
    }

    @Test
    void aTicketThatWasOpenedAgainWithoutAWord_afterItsCaseHadEnded_isFound_andOpensTheCase() {
        JsonNode billing = desk.sample("04-billing", "call-0401");
        JsonNode ticket = at(billing, "jira");
        String key = ticket.get("key").asText();
        desk.providers.jira().move(key, "DONE");
        SignedFeedback.jira(desk.providers.jira().webhook(key, "status")).post(desk.hub);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(billing).get("terminal").asBoolean());
        int looks = desk.providers
                .journal()
                .requests("POST", "/rest/api/3/issue/bulkfetch")
                .size();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> desk.providers.journal().requests("POST", "/rest/api/3/issue/bulkfetch").stream()
                                .skip(looks)
                                .filter(request -> request.text()
                                        .contains("\"" + ticket.get("id").asText() + "\""))
                                .count()
                        >= 2);
        assertThat(drift(billing, "jira", "open")).isNull();

        desk.providers.jira().move(key, "IN_PROGRESS");
        JsonNode drift = found(billing, "jira");
        assertThat(drift.get("differs").toString()).isEqualTo("[\"ticket.reopened\"]");
        assertThat(read(billing).get("terminal").asBoolean()).isTrue();

        mend(drift);
        mend(drift);
        JsonNode mended = read(billing);
        assertThat(mended.get("status").asText()).isEqualTo("open");
        assertThat(mended.get("terminal").asBoolean()).isFalse();
    }

    @Test
    void aPageThatWasTakenWithoutAWord_isFound_andGoesWhenTheWebhookComesAfterAll() {
        JsonNode paged = desk.sample("15-high-value-account-blocked", "call-1501");
        String key = at(paged, "pagerduty").get("id").asText();
        String webhook = desk.providers.pagerDuty().acknowledgeByHand(key).orElseThrow();

        JsonNode drift = found(paged, "pagerduty");
        assertThat(drift.get("differs").toString()).isEqualTo("[\"page.acknowledged\"]");
        assertThat(read(paged).at("/evidence/engineering_engaged").isNull()).isTrue();

        SignedFeedback.pagerDuty(webhook).post(desk.hub);

        Awaitility.await().atMost(PATIENCE).until(() -> drift(paged, "pagerduty", "gone") != null);
        Instant taken = Instant.parse(
                Json.read(webhook, JsonNode.class).at("/event/occurred_at").asText());
        assertThat(Instant.parse(read(paged).at("/evidence/engineering_engaged").asText()))
                .isCloseTo(taken, within(1, ChronoUnit.MILLIS));
        assertThat(desk.hub.get("/api/v1/drifts?state=open").toString()).doesNotContain("pagerduty");
    }
}
