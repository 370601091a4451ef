package io.patchbay.journeys;

import static io.patchbay.sandbox.PhoneCall.from;
import static io.patchbay.sandbox.StaffDesk.dispatches;
import static io.patchbay.sandbox.StaffDesk.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.PhoneCall;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The promises about a caller's identity, for each database. The lines and addresses are those of the shipped directory. */
abstract class CallerIdentityPromises {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(60);
    private static final String WITHHELD = "anonymous";
    private static final String STRANGER = "+15550177777";
    private static final String TREY = "+15550100013";
    private static final String TREY_ADDRESS = "samir@trey.example";
    private static final List<String> SAID = List.of("call_id", "status", "withheld", "terminal");

    private final String database;
    private StaffDesk desk;

    CallerIdentityPromises(String database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of("spring.datasource.url", database, "PATCHBAY_UPDATE_CHANNELS", "source,ticket"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void threeCallsFromAWithheldNumber_thatNameThreeAddresses_confirmNothingAndPageNobody() {
        String area = "named by strangers";
        for (String address : List.of("heidi@alpine.example", "carl@blueyonder.example", "ruth@citypower.example")) {
            JsonNode found = from(WITHHELD).contact(address).failing(area).settled(desk);

            assertThat(found.at("/account/match").asText()).isEqualTo("maybe");
            assertThat(found.at("/account/basis").asText()).isEqualTo("registered_contact_spoken");
            assertThat(found.at("/account/trusted").asBoolean(true)).isFalse();
            assertThat(found.get("queue").asText()).isEqualTo("review");
            assertThat(found.at("/severity/state").asText()).isEqualTo("unconfirmed");
            assertThat(dispatches(found, "trigger")).isEmpty();
        }
        assertThat(desk.sent("/v2/enqueue", area)).isEmpty();
        assertThat(desk.hub.get("/api/v1/incidents?state=proposed").toString()).doesNotContain(area);
    }

    @Test
    void accounts_areCountedByTrustedLinesOnly() {
        String area = "counted";
        from(WITHHELD).contact("ruth@citypower.example").failing(area).settled(desk);
        from(STRANGER).account("acct-1064").failing(area).settled(desk);
        from("+15550100015").attested("failed").failing(area).settled(desk);
        from("+15550100020").verification("failed").failing(area).settled(desk);

        JsonNode first = from("+15550100014").failing(area).settled(desk);
        JsonNode second = from("+15550100015").attested("passed").failing(area).settled(desk);
        assertThat(second.at("/severity/state").asText()).isEqualTo("unconfirmed");
        JsonNode third = from("+15550100016").failing(area).settled(desk);

        assertThat(third.at("/severity/level").asText()).isEqualTo("SEV2");
        assertThat(dispatches(third, "trigger")).containsExactly("done");
        JsonNode incident = desk.hub.get("/api/v1/incidents?state=proposed");
        assertThat(incident.findValuesAsText("title"))
                .filteredOn(title -> title.contains(area))
                .hasSize(1);
        String id = incidentAbout(incident, area);
        assertThat(desk.hub.get("/api/v1/incidents/" + id).get("cases").findValuesAsText("case_ref"))
                .containsExactlyInAnyOrder(
                        first.get("ref").asText(),
                        second.get("ref").asText(),
                        third.get("ref").asText());
    }

    private static String incidentAbout(JsonNode incidents, String area) {
        for (JsonNode incident : incidents) {
            if (incident.get("title").asText().contains(area)) {
                return incident.get("id").asText();
            }
        }
        throw new AssertionError("no incident is about " + area);
    }

    @Test
    void namingAnotherCompanysContact_joinsNothing_putsNoWordOnItsTicket_andTellsTheSourceNothing() {
        String area = "another company";
        JsonNode victim = from(TREY).failing(area).settled(desk);
        List<PhoneCall> strangers = List.of(
                from(STRANGER).contact(TREY),
                from(STRANGER).contact("+1 (555) 010-0013"),
                from(WITHHELD).contact(TREY_ADDRESS),
                from(WITHHELD).contact(TREY_ADDRESS).account("acct-1060"),
                from(STRANGER).account("acct-1060"),
                from(WITHHELD).contact(TREY_ADDRESS).verification("failed"));
        for (PhoneCall stranger : strangers) {
            String words = "words of " + stranger.id();
            HttpResponse<String> answer =
                    stranger.failing(area).says("summary", words).post(desk, "call.analyzed");
            JsonNode own = desk.settled(stranger.id());

            assertThat(own.get("ref")).isNotEqualTo(victim.get("ref"));
            assertThat(desk.sent("/rest/api/3/issue/.*/comment", words)).isEmpty();
            assertThat(RunningHub.json(answer.body()).fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("event_id", "duplicate");
            assertThat(told(stranger)).isNotEmpty().allSatisfy(body -> withheld(body, own, victim));
        }
        JsonNode after = desk.read(victim);
        assertThat(after.get("call_count").asInt()).isEqualTo(1);
        assertThat(after.get("timeline").toString())
                .doesNotContain("phone-" + strangers.get(0).id());
    }

    /** These queues take a call whoever calls: here nothing but the match keeps a stranger off the account's case. */
    @ParameterizedTest
    @CsvSource({"security, report_security", "privacy, data_subject_request", "identity, account_access"})
    void strangerInAQueueThatTakesEverybody_joinsNoCaseOfTheAccount(String queue, String intent) {
        String area = "anybody's " + queue;
        JsonNode victim = from(TREY).failing(area).says("intent", intent).settled(desk);
        List<PhoneCall> strangers = List.of(
                from(WITHHELD).contact(TREY_ADDRESS),
                from(STRANGER).account("acct-1060"),
                from(TREY).attested("failed"),
                from(TREY).verification("failed"));
        for (PhoneCall stranger : strangers) {
            JsonNode own = stranger.failing(area).says("intent", intent).settled(desk);

            assertThat(own.get("queue").asText()).isEqualTo(queue);
            assertThat(own.get("ref")).isNotEqualTo(victim.get("ref"));
            assertThat(lastTold(stranger).get("data").has("case")).isFalse();
        }
        JsonNode again = from(TREY).failing(area).says("intent", intent).settled(desk);
        assertThat(again.get("ref")).isEqualTo(victim.get("ref"));
        assertThat(again.get("call_count").asInt()).isEqualTo(2);
    }

    /** Nothing of a case, of its ticket, queue and owner, or of where it went. */
    private static void withheld(JsonNode body, JsonNode... cases) {
        assertThat(body.get("data").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(SAID);
        assertThat(body.at("/data/withheld").asText()).isEqualTo("The caller is not proven to belong to an account.");
        for (JsonNode each : cases) {
            assertThat(body.toString())
                    .doesNotContain(each.get("ref").asText())
                    .doesNotContain(each.get("queue").asText())
                    .doesNotContain(each.at("/owner/name").asText())
                    .doesNotContain(each.at("/destinations/0/key").asText())
                    .doesNotContain(each.at("/destinations/1/id").asText());
        }
    }

    /** What the source was told of the call. */
    private List<JsonNode> told(PhoneCall call) {
        List<JsonNode> bodies = new ArrayList<>();
        desk.sent("/sink/generic", "\"" + call.id() + "\"").forEach(request -> bodies.add(request.json()));
        return bodies;
    }

    private JsonNode lastTold(PhoneCall call) {
        List<JsonNode> bodies = told(call);
        assertThat(bodies).isNotEmpty();
        return bodies.get(bodies.size() - 1);
    }

    @Test
    void lineWhoseAttestationFailed_isNotItsOwners() {
        String area = "spoofed line";
        JsonNode owner = from(TREY).attested("passed").failing(area).settled(desk);
        PhoneCall spoofed = from(TREY).attested("failed").failing(area);
        JsonNode found = spoofed.settled(desk);

        assertThat(found.get("ref")).isNotEqualTo(owner.get("ref"));
        assertThat(found.at("/account/match").asText()).isEqualTo("maybe");
        assertThat(found.get("queue").asText()).isEqualTo("review");
        assertThat(told(spoofed)).isNotEmpty().allSatisfy(body -> withheld(body, found, owner));
        assertThat(entries(found, "case.opened")
                        .get(0)
                        .at("/detail/match_basis")
                        .asText())
                .isEqualTo("line");

        PhoneCall again = from(TREY).failing(area);
        assertThat(again.settled(desk).get("ref")).isEqualTo(owner.get("ref"));
        assertThat(lastTold(again).at("/data/case")).isEqualTo(owner.get("ref"));
    }

    @Test
    void closedCase_isReopenedByItsAccountOnly() {
        String area = "closed matter";
        JsonNode closed = from(TREY).failing(area).settled(desk);
        desk.done(
                "/api/v1/cases/" + closed.get("ref").asText() + "/status",
                Map.of("who", "hana", "why", "done", "status", "resolved"));
        JsonNode stranger = from(WITHHELD)
                .contact(TREY_ADDRESS)
                .failing(area)
                .says("summary", "open it")
                .settled(desk);

        assertThat(stranger.get("ref")).isNotEqualTo(closed.get("ref"));
        assertThat(entries(stranger, "case.follows")).isEmpty();
        assertThat(desk.read(closed).get("status").asText()).isEqualTo("resolved");

        JsonNode again = from(TREY).failing(area).settled(desk);
        assertThat(again.get("ref")).isEqualTo(closed.get("ref"));
        assertThat(again.get("status").asText()).isEqualTo("open");
    }

    @Test
    void incident_takesInAndTellsOnlyCallsOfTrustedCallers() {
        String area = "incident area";
        JsonNode declared = desk.done(
                "/api/v1/incidents",
                Map.of("who", "support-lead", "title", "It is down", "areas", List.of(area), "cases", List.of()));
        String incident = "/api/v1/incidents/" + declared.at("/incident/id").asText();
        PhoneCall ours = from(TREY).failing(area);
        PhoneCall stranger = from(WITHHELD).contact("heidi@alpine.example").failing(area);
        JsonNode linked = ours.settled(desk);
        JsonNode alone = stranger.settled(desk);
        JsonNode doubtful =
                from("+15550100014").verification("failed").failing(area).settled(desk);
        assertThat(doubtful.at("/account/id").asText()).isNotEmpty();

        assertThat(desk.hub.get(incident).get("cases").findValuesAsText("case_ref"))
                .containsExactly(linked.get("ref").asText());
        assertThat(alone.at("/evidence/incident_declared").isNull()).isTrue();

        for (JsonNode each : List.of(alone, doubtful)) {
            desk.done(
                    incident + "/cases",
                    Map.of(
                            "who",
                            "hana",
                            "why",
                            "it looks alike",
                            "case",
                            each.get("ref").asText()));
        }
        desk.done(incident + "/messages", Map.of("who", "hana", "stage", "investigating", "text", "We look into it."));
        desk.done(incident + "/messages/1/approve", Map.of("who", "support-lead"));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        desk.hub.get(incident).get("updates").findValuesAsText("state"))
                .containsExactlyInAnyOrder("sent", "skipped", "skipped"));

        assertThat(lastTold(ours).get("type").asText()).isEqualTo("incident.updated");
        assertThat(told(stranger))
                .allSatisfy(body -> assertThat(body.get("type").asText()).isEqualTo("case.updated"))
                .allSatisfy(body -> withheld(body, alone));
        assertThat(desk.hub.get(incident).get("updates").findValuesAsText("reason"))
                .contains(
                        "its caller is not proven to belong to an account; the message is on its ticket for staff only");
        assertThat(commentsForStaff(alone, "Not sent to the caller, who is not proven to belong to an account"))
                .containsExactly(true);
        assertThat(desk.hub.get(incident).get("cases").findValuesAsText("account_id"))
                .as("an account whose caller is not trusted is not among the affected")
                .containsExactlyInAnyOrder("acct-1060", "", "");
    }

    /** Whether the comments with that text on the case's ticket are internal. */
    private List<Boolean> commentsForStaff(JsonNode found, String text) {
        String ticket = StaffDesk.at(found, "jira").get("key").asText();
        List<Boolean> internal = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(comments(ticket, text))
                .isNotEmpty());
        comments(ticket, text)
                .forEach(request -> internal.add(
                        request.json().at("/properties/1/value/internal").asBoolean()));
        return internal;
    }

    private List<Request> comments(String ticket, String text) {
        return desk.sent("/rest/api/3/issue/" + ticket + "/comment", text);
    }

    @Test
    void writeBack_becomesComplete_whenTheCallerIsVerified() {
        PhoneCall call = from(STRANGER).contact(TREY_ADDRESS).failing("verified later");
        JsonNode before = call.settled(desk);
        withheld(lastTold(call), before);

        call.verification("verified").post(desk, "call.updated");
        JsonNode after = desk.settled(call.id());

        assertThat(after.at("/account/match").asText()).isEqualTo("verified");
        assertThat(lastTold(call).at("/data/case")).isEqualTo(after.get("ref"));
        assertThat(lastTold(call).at("/data/queue")).isEqualTo(after.get("queue"));
        assertThat(lastTold(call).get("data").has("withheld")).isFalse();
    }

    @Test
    void writeBack_becomesComplete_whenAPersonNamesTheAccount_andWithheldAgainWhenVerificationFails() {
        PhoneCall call = from(STRANGER).failing("named by staff");
        JsonNode found = call.settled(desk);
        withheld(lastTold(call), found);

        desk.done(
                "/api/v1/cases/" + found.get("ref").asText() + "/corrections",
                Map.of("who", "hana", "why", "I called them", "field", "account.reference", "value", "acct-1060"));
        JsonNode corrected = desk.settled(call.id());
        assertThat(lastTold(call).at("/data/case")).isEqualTo(corrected.get("ref"));

        call.verification("failed").post(desk, "call.updated");
        JsonNode failed = desk.settled(call.id());
        withheld(lastTold(call), failed);
    }

    @Test
    void writeBack_isWithheld_fromWhenTheEndOfTheCallBringsAFailedAttestation() {
        PhoneCall call = from(TREY).failing("attested at the end");
        JsonNode found = call.settled(desk);
        assertThat(lastTold(call).at("/data/case")).isEqualTo(found.get("ref"));
        int before = told(call).size();

        call.attested("failed").post(desk, "call.ended");
        JsonNode after = desk.settled(call.id());

        assertThat(after.at("/account/match").asText()).isEqualTo("maybe");
        assertThat(told(call)).hasSizeGreaterThan(before);
        withheld(lastTold(call), after);
    }
}
