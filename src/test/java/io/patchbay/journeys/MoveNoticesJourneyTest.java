package io.patchbay.journeys;

import static io.patchbay.sandbox.PhoneCall.from;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.PhoneCall;
import io.patchbay.sandbox.StaffDesk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What sources, incidents and tickets are told when calls and cases move. */
class MoveNoticesJourneyTest {
    private static final String TREY = "+15550100013";

    private static StaffDesk desk;

    @BeforeAll
    static void start() {
        desk = new StaffDesk(Map.of());
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static void correct(JsonNode found, PhoneCall call, String account) {
        desk.done(
                "/api/v1/cases/" + found.get("ref").asText() + "/corrections",
                Map.of(
                        "who",
                        "support-lead",
                        "why",
                        "checked with them",
                        "field",
                        "account.reference",
                        "value",
                        account,
                        "call_id",
                        call.id()));
    }

    @Test
    void sourceOfACallThatChangedItsCase_isToldTheNewOne() {
        String area = "told of the new case";
        JsonNode first = from(TREY).failing(area).settled(desk);
        PhoneCall second = from(TREY).failing(area);
        assertThat(second.settled(desk).get("ref")).isEqualTo(first.get("ref"));
        PhoneCall other = from("+15550100001").failing(area);
        JsonNode its = other.settled(desk);

        correct(first, second, "acct-1042");

        assertThat(desk.settled(second.id()).get("ref")).isEqualTo(its.get("ref"));
        desk.settled(other.id());
        List<JsonNode> told = desk.sent("/sink/generic", "\"" + second.id() + "\"").stream()
                .map(request -> request.json())
                .toList();
        assertThat(told)
                .extracting(body -> body.at("/data/case").asText())
                .startsWith(first.get("ref").asText())
                .endsWith(its.get("ref").asText());
    }

    @Test
    void incident_namesTheAccountThatTheCaseBelongsToNow() {
        String area = "account of the incident";
        JsonNode declared = desk.done(
                "/api/v1/incidents",
                Map.of("who", "support-lead", "title", "It is down", "areas", List.of(area), "cases", List.of()));
        String incident = "/api/v1/incidents/" + declared.at("/incident/id").asText();
        PhoneCall call = from(TREY).failing(area);
        JsonNode found = call.settled(desk);
        assertThat(desk.hub.get(incident).get("cases").findValuesAsText("account_id"))
                .containsExactly("acct-1060");

        correct(found, call, "acct-1042");

        assertThat(desk.hub.get(incident).get("cases").findValuesAsText("account_id"))
                .containsExactly("acct-1042");
    }

    @Test
    void heldCaseThatIsReleasedOutOfSecurity_saysNothingElsewhereOfWhatWasSaid() {
        try (StaffDesk supervised = new StaffDesk(Map.of("SOURCE_GENERIC_SUPERVISE_FIRST", "1"))) {
            PhoneCall call = from(TREY)
                    .failing("releases")
                    .says("intent", "report_security")
                    .says("summary", "Stolen-password");
            call.post(supervised, "call.analyzed");
            String path = "/api/v1/cases/" + supervised.ref(call.id());
            assertThat(supervised.hub.get(path).get("queue").asText()).isEqualTo("security");

            supervised.done(path + "/release", Map.of("who", "sec-lead", "why", "no attack", "queue", "support"));

            JsonNode released = supervised.settled(call.id());
            assertThat(released.get("queue").asText()).isEqualTo("support");
            assertThat(supervised.sent("/rest/api/3/issue", released.get("ref").asText()))
                    .hasSize(1);
            assertThat(supervised.sent(".*", "Stolen-password")).isEmpty();
            assertThat(supervised.hub.get(PersonTokens.of("hana"), path).body())
                    .contains(released.get("ref").asText())
                    .doesNotContain("Stolen-password");
        }
    }
}
