package io.patchbay.journeys;

import static io.patchbay.sandbox.StaffDesk.dispatches;
import static io.patchbay.sandbox.StaffDesk.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Fault;
import io.patchbay.timing.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reaches the providers: of one failure one page, whoever confirmed the severity; no page that is not wanted any more; no
 * second ticket for one whose answer was lost.
 */
class OutgoingJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(30);

    private static StaffDesk desk;

    @BeforeAll
    static void start(@TempDir Path folder) {
        ConfigCopy config = new ConfigCopy(folder)
                .replace("destinations/jira.yaml", "response_timeout: 15s", "response_timeout: 4s")
                .replace("destinations/jira.yaml", "call_deadline: 20s", "call_deadline: 5s");
        desk = new StaffDesk(Map.of("PATCHBAY_CONFIG_DIR", config.path(), "patchbay.dispatch.quiet-period", "15s"));
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
        desk.ticketsAbout(area, Fault.throttled("1"));
        String callId = desk.call("15-high-value-account-blocked", Map.of("product_area", area));
        JsonNode waiting = desk.hub.get("/api/v1/cases/" + desk.ref(callId));
        assertThat(waiting.at("/severity/level").asText()).isEqualTo("SEV2");
        assertThat(dispatches(waiting, "trigger")).containsAnyOf("ready", "waiting");

        decide(waiting, 0);
        desk.providers.faults().clear();
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

    @Test
    void aTicketSubmissionThatTimesOut_isLookedUpAndAdopted_andMakesNoSecondTicket() {
        String area = "submission that times out";
        desk.ticketsAbout(area, Fault.lateAnswer(Duration.ofSeconds(9)));

        JsonNode found = desk.settled(desk.call("06-support", Map.of("product_area", area)));

        String marker = desk.sent("/rest/api/3/issue", area)
                .get(0)
                .json()
                .at("/properties/0/value/marker")
                .asText();
        String made = desk.providers
                .journal()
                .effects()
                .with(Effect.Kind.ISSUE, marker)
                .get(0)
                .id();
        assertThat(found.at("/destinations/0/key").asText()).isEqualTo(made);
        assertThat(desk.sent("/rest/api/3/issue", area)).hasSize(1);
        assertThat(entries(found, "dispatch.unknown")).isNotEmpty();
        assertThat(desk.sent("/sink/generic", found.get("ref").asText()))
                .last()
                .satisfies(answer -> assertThat(answer.text()).contains("\"" + made + "\""));
    }

    @Test
    void anActionThatAProviderRejects_standsBeforeAPerson_andNothingElseOfTheCaseIsHeldBack() {
        String area = "rejected ticket";
        desk.ticketsAbout(
                area, Fault.refusedWith(400, "{\"errorMessages\": [\"Field 'team' is required\"], \"errors\": {}}"));
        JsonNode found = desk.settled(desk.call("06-support", Map.of("product_area", area)));

        assertThat(dispatches(found, "create_issue")).containsExactly("dead");
        assertThat(dispatches(found, "post_message")).containsExactly("done");
        JsonNode dead = desk.hub.get("/api/v1/dispatches?state=dead").get("dispatches");
        assertThat(dead.toString()).contains(found.get("ref").asText());
        assertThat(desk.sent("/sink/generic", found.get("ref").asText()))
                .last()
                .satisfies(answer -> assertThat(answer.text()).contains("\"status\":\"dead\""));
        desk.refused(
                "/api/v1/cases/" + found.get("ref").asText() + "/owner",
                Map.of("who", "hana", "why", "I asked the customer", "owner", "nobody"),
                400,
                "owner is");
        assertThat(entries(desk.read(found), "owner.set")).isEmpty();
    }
}
