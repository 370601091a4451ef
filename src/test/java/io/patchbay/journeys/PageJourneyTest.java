package io.patchbay.journeys;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.patchbay.sandbox.StaffDesk.dispatches;
import static io.patchbay.sandbox.StaffDesk.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.patchbay.sandbox.StaffDesk;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One failure, one page, whoever confirmed the severity; and a page that is not wanted any more does not go out. */
class PageJourneyTest {
    private static StaffDesk desk;

    @BeforeAll
    static void start() {
        desk = new StaffDesk(Map.of());
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    /** A call of the sample's account about a failure of that product area. */
    private static JsonNode failing(String sample, String area) {
        return desk.settled(
                desk.call(sample, Map.of("product_area", area, "error_message", "HTTP 503", "region", "eu-west-1")));
    }

    private static JsonNode confirm(JsonNode found, int level) {
        decide(found, level);
        return desk.settled(found.get("call_id").asText());
    }

    private static void decide(JsonNode found, int level) {
        desk.done(
                "/api/v1/cases/" + found.get("ref").asText() + "/severity",
                Map.of("who", "hana", "why", "I looked", "level", level, "page", level > 0));
    }

    private static String pagedWith(JsonNode found) {
        return found.at("/destinations/2/reason").asText();
    }

    @Test
    void aPageThatAPersonSent_isTheFailuresOnePage_forPeopleAndForRulesAlike() {
        JsonNode first = failing("06-support", "one page");
        JsonNode second = failing("13-repeat-call", "one page");
        assertThat(dispatches(confirm(first, 1), "trigger")).containsExactly("done");

        JsonNode also = confirm(second, 1);
        assertThat(also.at("/severity/level").asText()).isEqualTo("SEV1");
        assertThat(dispatches(also, "trigger")).isEmpty();
        assertThat(pagedWith(also)).contains(first.get("ref").asText());

        JsonNode third = failing("09-highest-severity-demanded", "one page");
        assertThat(third.at("/severity/level").asText()).isEqualTo("SEV2");
        assertThat(dispatches(third, "trigger")).isEmpty();
        assertThat(pagedWith(third)).contains(first.get("ref").asText());
    }

    @Test
    void afterARulePagedForAFailure_aPersonSendsNoSecondPage_untilTheFirstIsTakenBack() {
        JsonNode first = failing("06-support", "rule first");
        failing("13-repeat-call", "rule first");
        JsonNode paged = failing("09-highest-severity-demanded", "rule first");
        assertThat(dispatches(paged, "trigger")).containsExactly("done");

        assertThat(dispatches(confirm(first, 1), "trigger")).isEmpty();
        assertThat(dispatches(confirm(paged, 0), "resolve")).containsExactly("done");
        confirm(first, 0);
        assertThat(dispatches(confirm(first, 1), "trigger")).containsExactly("done");
    }

    @Test
    void aPageThatStillWaits_isWithdrawnWhenItsSeverityIsTakenBack_andPagerDutyNeverHearsOfIt() {
        String area = "page that waits";
        StubMapping busy = desk.ticketsAbout(area, aResponse().withStatus(429).withHeader("Retry-After", "1"));
        String callId = desk.call("15-high-value-account-blocked", Map.of("product_area", area));
        JsonNode waiting = desk.hub.get("/api/v1/cases/" + desk.ref(callId));
        assertThat(waiting.at("/severity/level").asText()).isEqualTo("SEV2");
        assertThat(dispatches(waiting, "trigger")).containsAnyOf("ready", "waiting");

        decide(waiting, 0);
        desk.providers.server().removeStub(busy);
        JsonNode found = desk.settled(callId);

        assertThat(dispatches(found, "trigger")).containsExactly("cancelled");
        assertThat(dispatches(found, "resolve")).isEmpty();
        assertThat(found.at("/destinations/2/reason").asText()).isEqualTo("withdrawn by staff:hana");
        assertThat(entries(found, "dispatch.cancelled")).singleElement().satisfies(entry -> assertThat(
                        entry.at("/detail/reason").asText())
                .isEqualTo("withdrawn by staff:hana"));
        assertThat(desk.sent("/v2/enqueue", found.get("ref").asText())).isEmpty();
        assertThat(found.at("/destinations/0/key").asText()).startsWith("SUP-");
    }

    @Test
    void aReopenedCase_hasItsMatterAgain_andTheNextCallAboutItJoins() {
        JsonNode found = failing("06-support", "reopened");
        String path = "/api/v1/cases/" + found.get("ref").asText() + "/status";
        desk.done(path, Map.of("who", "hana", "why", "done", "status", "resolved"));
        desk.done(path, Map.of("who", "hana", "why", "again", "status", "open", "reopen", true));

        assertThat(failing("06-support", "reopened").get("ref")).isEqualTo(found.get("ref"));
    }
}
