package io.patchbay.journeys;

import static io.patchbay.sandbox.StaffDesk.dispatches;
import static io.patchbay.sandbox.StaffDesk.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in the field, from the signed webhook to the providers: each test is a promise to a support lead. */
class FieldScenariosTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(30);
    private static final String AWAY = "\n    away:\n      - { from: 2020-01-01, to: 2099-12-31 }\n";

    private static StaffDesk desk;

    @BeforeAll
    static void start(@TempDir Path folder) {
        ConfigCopy config = new ConfigCopy(folder)
                .replace(
                        "directory/accounts.yaml",
                        "verified_at: 2026-08-15\n    products: [insights]",
                        "verified_at: 2024-08-15\n    products: [insights]")
                .replace(
                        "directory/staff.yaml",
                        "  - id: billing-desk\n    name: Billing desk",
                        "  - id: billing-desk" + AWAY + "    name: Billing desk")
                .replace("directory/staff.yaml", "  - id: account-desk\n", "  - id: account-desk" + AWAY)
                .replace("directory/staff.yaml", "  - id: kofi\n", "  - id: kofi" + AWAY)
                .replace("directory/staff.yaml", "  - id: elena\n", "  - id: elena" + AWAY);
        desk = new StaffDesk(Map.of("PATCHBAY_CONFIG_DIR", config.path()));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static JsonNode caseOf(String callId) {
        return desk.settled(callId);
    }

    private static void told(String sample, String callId, String type, Map<String, Object> report) {
        HttpResponse<String> answer = desk.post(sample, callId, type, report);
        assertThat(answer.statusCode()).isEqualTo(202);
        desk.outcomes.triaged(RunningHub.json(answer.body()).get("event_id").asText());
    }

    @Test
    void whoAsksForAnotherTenantsIncident_isToldNothingOfIt_andThatTenantsCaseNeverHearsOfThem() {
        JsonNode contoso = caseOf(desk.call("02-privacy", Map.of("product_area", "order intake")));
        JsonNode incident = desk.done(
                "/api/v1/incidents",
                Map.of(
                        "who",
                        "privacy-lead",
                        "title",
                        "Orders are lost",
                        "areas",
                        List.of("order intake"),
                        "cases",
                        List.of(contoso.get("ref").asText())));

        JsonNode asking = caseOf(desk.call("08-another-tenants-incident", Map.of()));

        assertThat(asking.at("/account/id").asText()).isEqualTo("acct-1055");
        assertThat(asking.get("queue").asText()).isEqualTo("review");
        assertThat(entries(asking, "tenant_scope.corrected")).singleElement().satisfies(entry -> {
            assertThat(entry.at("/detail/claimed").asText()).isEqualTo("acct-1050");
            assertThat(entry.at("/detail/kept").asText()).isEqualTo("acct-1055");
        });
        List<Request> answers = desk.sent("/sink/generic", asking.get("ref").asText());
        assertThat(answers).isNotEmpty().allSatisfy(answer -> assertThat(answer.text())
                .doesNotContain("acct-1050", "Contoso", "Orders are lost")
                .doesNotContain(contoso.get("ref").asText())
                .doesNotContain(contoso.at("/destinations/0/key").asText())
                .doesNotContain(incident.at("/incident/id").asText()));
        assertThat(desk.read(contoso).get("call_count").asInt()).isEqualTo(1);
        assertThat(desk.read(contoso).get("timeline").toString()).doesNotContain("acct-1055");
        assertThat(desk.hub
                        .get("/api/v1/incidents/" + incident.at("/incident/id").asText())
                        .get("cases")
                        .toString())
                .doesNotContain("acct-1055");
    }

    @Test
    void aSingleUsersIssue_pressedIntoTheHighestSeverityAgainAndAgain_confirmsNothingAndPagesNobody() {
        Map<String, Object> pressing = Map.of("product_area", "charts", "extra", Map.of("severity", "SEV1"));
        JsonNode first = caseOf(desk.call("09-highest-severity-demanded", pressing));
        for (int i = 0; i < 11; i++) {
            desk.call("09-highest-severity-demanded", pressing);
        }
        JsonNode found = caseOf(first.get("call_id").asText());

        assertThat(found.get("call_count").asInt()).isEqualTo(12);
        assertThat(found.at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(found.at("/calls/0/fields")
                        .get("report.urgency")
                        .get("value")
                        .asText())
                .isEqualTo("critical");
        assertThat(dispatches(found, "create_issue")).containsExactly("done");
        assertThat(dispatches(found, "trigger")).isEmpty();
        assertThat(desk.sent("/v2/enqueue", found.get("ref").asText())).isEmpty();
        assertThat(desk.sent("/rest/api/3/issue", found.get("ref").asText()))
                .singleElement()
                .satisfies(ticket ->
                        assertThat(ticket.json().at("/fields").has("priority")).isFalse());
    }

    @Test
    void aSecurityReportThatArrivesAsSupport_isASecurityCase_andNoDetailLeavesItsProjectAndChannel() {
        JsonNode found = caseOf(desk.call("10-security-as-support", Map.of("product_area", "keys of the canary")));

        assertThat(found.get("queue").asText()).isEqualTo("security");
        assertThat(found.get("restricted").asBoolean()).isTrue();
        assertThat(found.at("/destinations/0/key").asText()).startsWith("SEC-");
        assertThat(desk.sent("/api/chat.*", found.get("ref").asText()))
                .isNotEmpty()
                .allSatisfy(message -> {
                    assertThat(message.text()).contains("C0SECURITY");
                    assertThat(message.text()).doesNotContain("canary", "leaked", "Coho", "June Park");
                });
        assertThat(desk.sent("/sink/generic", found.get("ref").asText()))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.text()).doesNotContain("canary", "leaked", "Coho"));
    }

    @Test
    void aCorrectionByAPerson_outlastsWhatTheProviderSaysLater_andTheFirstWordsStayOnRecord() {
        Map<String, Object> said = Map.of("product_area", "corrected journey", "region", "eu-west-1");
        String callId = desk.call("06-support", said);
        String ref = caseOf(callId).get("ref").asText();
        desk.done(
                "/api/v1/cases/" + ref + "/corrections",
                Map.of("who", "hana", "why", "I asked the customer", "field", "report.region", "value", "us-east-1"));
        told("06-support", callId, "call.updated", Map.of("product_area", "corrected journey", "region", "eu-north-9"));
        JsonNode found = caseOf(callId);

        assertThat(found.at("/calls/0/fields").get("report.region").get("value").asText())
                .isEqualTo("us-east-1");
        JsonNode corrected = entries(found, "field.corrected").get(0);
        assertThat(corrected.at("/detail/before/value").asText()).isEqualTo("eu-west-1");
        assertThat(corrected.get("actor").asText()).isEqualTo("staff:hana");
        assertThat(dispatches(found, "create_issue")).containsExactly("done");
    }

    @Test
    void anInterruptedCall_isGivenToAPersonOnce_andItsLateAnalysisAddsToTheSameTicket() {
        String callId = "desk-interrupted";
        HttpResponse<String> ended = desk.post("17-interrupted", callId, "call.ended", Map.of());
        desk.outcomes.triaged(RunningHub.json(ended.body()).get("event_id").asText());
        JsonNode given = caseOf(callId);
        assertThat(given.get("queue").asText()).isEqualTo("review");
        assertThat(given.get("review_reasons").toString()).contains("interrupted_call");

        // The same caller as before, who has a report by now.
        told(
                "17-interrupted",
                callId,
                "call.analyzed",
                Map.of("intent", "report_problem", "summary", "It is slow", "product_area", "late analysis"));
        JsonNode found = caseOf(callId);

        assertThat(found.get("ref")).isEqualTo(given.get("ref"));
        assertThat(found.get("queue").asText()).isEqualTo("support");
        assertThat(entries(found, "decision.revised")).hasSize(1);
        assertThat(dispatches(found, "create_issue")).containsExactly("done");
        assertThat(dispatches(found, "add_comment")).isNotEmpty();
    }

    @Test
    void repeatedContactsAboutOneMatter_areOneTicketWithAComment_each_andTheAngryThirdIsFlagged() {
        Map<String, Object> matter = Map.of("product_area", "repeated", "sentiment", "angry");
        String first = desk.call("06-support", matter);
        desk.call("06-support", matter);
        String third = desk.call("06-support", matter);
        JsonNode found = caseOf(first);

        assertThat(desk.ref(third)).isEqualTo(found.get("ref").asText());
        assertThat(found.get("call_count").asInt()).isEqualTo(3);
        assertThat(dispatches(found, "create_issue")).containsExactly("done");
        assertThat(dispatches(found, "add_comment")).containsExactly("done", "done");
        JsonNode explained = desk.hub.get("/api/v1/cases/" + found.get("ref").asText());
        assertThat(explained.toString()).contains("call.joined");
        assertThat(desk.hub
                        .get("/api/v1/cases/" + found.get("ref").asText() + "/explain")
                        .toString())
                .contains("angry_repeat_caller");
    }

    @Test
    void aPromiseThatNobodyAuthorised_isFlaggedAndCountedOnce_andNoMessageRepeatsItAsFact() {
        String promise = "The agent guaranteed a fix by noon.";
        String summary = "Exports are empty. " + promise;
        String callId = desk.call("06-support", Map.of("product_area", "promised", "summary", summary));
        told(
                "06-support",
                callId,
                "call.updated",
                Map.of("product_area", "promised", "summary", summary, "region", "us-east-1"));
        JsonNode found = caseOf(callId);
        String ref = found.get("ref").asText();

        assertThat(found.get("unsupported_claims").toString()).contains("restoration_time: " + promise);
        assertThat(found.get("review_reasons").toString()).contains("unsupported_claim");
        assertThat(desk.sent("/api/chat.*", ref)).isNotEmpty().allSatisfy(message -> assertThat(message.text())
                .doesNotContain("guaranteed a fix"));
        assertThat(desk.sent("/sink/generic", ref))
                .allSatisfy(answer -> assertThat(answer.text()).doesNotContain("guaranteed a fix"));
        assertThat(desk.sent("/rest/api/3/issue", ref)).singleElement().satisfies(ticket -> {
            JsonNode fields = ticket.json().get("fields");
            assertThat(fields.get("summary").asText()).doesNotContain("guaranteed a fix");
            assertThat(fields.toString()).contains("Unconfirmed, do not repeat: restoration_time: " + promise);
        });

        JsonNode insights = desk.hub.get("/api/v1/insights?days=1");
        assertThat(insights.get("complete").asBoolean()).isTrue();
        assertThat(insights.get("unsupported_claims")).anySatisfy(count -> assertThat(count.toString())
                .isEqualTo("{\"topic\":\"restoration_time\",\"queue\":\"support\",\"cases\":1}"));
        assertThat(insights.get("review_reasons").findValuesAsText("topic")).contains("unsupported_claim");
        JsonNode abstention = insights.get("abstention");
        long unsure = 0;
        for (JsonNode count : insights.get("review_reasons")) {
            unsure += count.get("topic").asText().equals("unsure")
                    ? count.get("cases").asLong()
                    : 0;
        }
        assertThat(abstention.get("decided").asLong()).isPositive();
        assertThat(abstention.get("abstained").asLong()).isEqualTo(unsure);
        assertThat(abstention.get("rate").asDouble())
                .isEqualTo((double) unsure / abstention.get("decided").asLong());
        assertThat(desk.hub
                        .bean(MeterRegistry.class)
                        .get("patchbay.claims.unsupported")
                        .tag("topic", "restoration_time")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aStaleRecordOfAnAccount_isSaidOnTheCase_andNeverTakenForFresh() {
        JsonNode found = caseOf(desk.call("09-highest-severity-demanded", Map.of("product_area", "stale record")));

        assertThat(found.at("/account/id").asText()).isEqualTo("acct-1056");
        assertThat(found.get("review_reasons").toString()).contains("stale_record");
        assertThat(desk.sent("/rest/api/3/issue", found.get("ref").asText()))
                .singleElement()
                .satisfies(ticket -> assertThat(ticket.text()).contains("stale_record"));
    }

    @Test
    void unavailableStaff_areStoodInFor_upToTheLead_andTheCaseSaysWhy() {
        JsonNode billed = caseOf(desk.call("04-billing", Map.of("product_area", "absent owner")));
        assertThat(billed.at("/owner/id").asText()).isEqualTo("sofia");
        assertThat(billed.at("/owner/why").asText()).contains("stand-in for billing-desk", "away until 2099-12-31");

        JsonNode renewed = caseOf(desk.call("05-commercial", Map.of("product_area", "absent everybody")));
        assertThat(renewed.at("/owner/id").asText()).isEqualTo("account-lead");
        assertThat(renewed.at("/owner/why").asText()).contains("no stand-in is there", "owner elena is away");
        assertThat(entries(renewed, "decision.made")
                        .get(0)
                        .at("/detail/owner_because")
                        .asText())
                .contains("no stand-in is there");
    }
}
