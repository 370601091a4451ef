package io.patchbay.api;

import static io.patchbay.sandbox.StaffDesk.dispatches;
import static io.patchbay.sandbox.StaffDesk.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.StaffDesk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do to a case, over HTTP, against the running hub and its providers. */
class StaffActionsTest {
    private static final String SUPPORT = "06-support";
    private static final String BLOCKED = "15-high-value-account-blocked";

    private static StaffDesk desk;

    @BeforeAll
    static void start() {
        desk = new StaffDesk(Map.of());
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static Map<String, Object> by(Object... more) {
        Map<String, Object> body = new HashMap<>(Map.of("who", "hana", "why", "because I looked"));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    /** A call of its own matter, with everything planned for it done. */
    private static String open(String sample, String matter) {
        return desk.settled(desk.call(sample, Map.of("product_area", "area " + matter)))
                .get("ref")
                .asText();
    }

    private static JsonNode after(String ref) {
        JsonNode found = desk.hub.get("/api/v1/cases/" + ref);
        return desk.settled(found.get("call_id").asText());
    }

    @Test
    void aNote_isOnTheTimelineWithWhoAndWhy_andOnTheTicket() {
        String ref = open(SUPPORT, "note");
        desk.done("/api/v1/cases/" + ref + "/notes", by("text", "the customer rang back"));
        JsonNode found = after(ref);
        assertThat(entries(found, "note.added")).singleElement().satisfies(entry -> {
            assertThat(entry.get("actor").asText()).isEqualTo("staff:hana");
            assertThat(entry.at("/detail/text").asText()).isEqualTo("the customer rang back");
            assertThat(entry.at("/detail/why").asText()).isEqualTo("because I looked");
        });
        assertThat(dispatches(found, "add_comment")).containsExactly("done");
    }

    @Test
    void aFinalStatus_isLeftOnlyByReopening_whenAPersonLeavesIt() {
        String ref = open(SUPPORT, "status");
        JsonNode resolved = desk.done("/api/v1/cases/" + ref + "/status", by("status", "resolved"));
        assertThat(resolved.get("status").asText()).isEqualTo("resolved");
        assertThat(resolved.get("terminal").asBoolean()).isTrue();

        desk.refused("/api/v1/cases/" + ref + "/status", by("status", "open"), 409, "reopen: true");
        JsonNode reopened = desk.done("/api/v1/cases/" + ref + "/status", by("status", "open", "reopen", true));
        assertThat(reopened.get("terminal").asBoolean()).isFalse();
        assertThat(entries(after(ref), "case.reopened")).singleElement().satisfies(entry -> {
            assertThat(entry.at("/detail/before").asText()).isEqualTo("resolved");
            assertThat(entry.at("/detail/after").asText()).isEqualTo("open");
        });
    }

    @Test
    void anOwnerWhomAPersonNamed_staysWhenMoreIsSaid() {
        String callId = desk.call(SUPPORT, Map.of("product_area", "area owner"));
        String ref = desk.settled(callId).get("ref").asText();
        JsonNode owned = desk.done("/api/v1/cases/" + ref + "/owner", by("owner", "jonas"));
        assertThat(owned.at("/owner/id").asText()).isEqualTo("jonas");
        assertThat(owned.at("/evidence/owner_assigned").isNull()).isFalse();

        desk.outcomes.triaged(
                RunningHub.json(desk.post(SUPPORT, callId, "call.updated", Map.of("product_area", "area owner"))
                                .body())
                        .get("event_id")
                        .asText());
        JsonNode found = after(ref);
        assertThat(entries(found, "decision.revised")).hasSize(1);
        assertThat(found.at("/owner/id").asText()).isEqualTo("jonas");
        assertThat(entries(found, "owner.set").get(0).at("/detail/after").asText())
                .isEqualTo("jonas");
    }

    @Test
    void aPersonConfirmingASeverity_pagesOnce_andTakingItBackResolvesThePage() {
        String ref = open(SUPPORT, "severity");
        desk.done("/api/v1/cases/" + ref + "/severity", by("level", 1, "page", true));
        desk.done("/api/v1/cases/" + ref + "/severity", by("level", 2, "page", true));
        JsonNode paged = after(ref);
        assertThat(paged.at("/severity/level").asText()).isEqualTo("SEV2");
        assertThat(paged.at("/severity/confirmed_by").asText()).isEqualTo("staff:hana");
        assertThat(dispatches(paged, "trigger")).containsExactly("done");
        String key = paged.get("destinations").get(2).get("id").asText();
        assertThat(desk.pages("trigger", key)).hasSize(1);

        desk.done("/api/v1/cases/" + ref + "/severity", by("level", 0));
        JsonNode back = after(ref);
        assertThat(back.at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(dispatches(back, "resolve")).containsExactly("done");
        assertThat(desk.pages("resolve", key)).hasSize(1);
        assertThat(entries(back, "severity.set")).hasSize(3);
    }

    @Test
    void aSeverityThatAPersonTookBack_isNotConfirmedAgainByARule() {
        String callId = desk.call(BLOCKED, Map.of("product_area", "area stands"));
        JsonNode paged = desk.settled(callId);
        String ref = paged.get("ref").asText();
        assertThat(paged.at("/severity/level").asText()).isEqualTo("SEV2");
        desk.done("/api/v1/cases/" + ref + "/severity", by("level", 0));
        desk.outcomes.triaged(
                RunningHub.json(desk.post(BLOCKED, callId, "call.updated", Map.of("product_area", "area stands"))
                                .body())
                        .get("event_id")
                        .asText());
        JsonNode found = after(ref);
        assertThat(found.at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(dispatches(found, "trigger")).hasSize(1);
    }

    @Test
    void aCorrection_isStickyAndDecidedAnew_withTheDifferenceOnTimelineAndTicket() {
        String callId = desk.call(BLOCKED, Map.of("product_area", "area corrected"));
        String ref = desk.settled(callId).get("ref").asText();
        desk.done("/api/v1/cases/" + ref + "/corrections", by("field", "report.impact", "value", "none"));
        desk.outcomes.triaged(
                RunningHub.json(desk.post(BLOCKED, callId, "call.updated", Map.of("product_area", "area corrected"))
                                .body())
                        .get("event_id")
                        .asText());
        JsonNode found = after(ref);

        JsonNode impact = found.at("/calls/0/fields").get("report.impact");
        assertThat(impact.get("value").asText()).isEqualTo("none");
        assertThat(impact.get("confirmation").asText()).isEqualTo("corrected");
        assertThat(impact.get("origin").asText()).isEqualTo("staff");
        JsonNode corrected = entries(found, "field.corrected").get(0);
        assertThat(corrected.at("/detail/before/value").asText()).isEqualTo("blocked");
        assertThat(corrected.at("/detail/after/value").asText()).isEqualTo("none");
        assertThat(entries(found, "decision.revised")).hasSize(2);
        assertThat(entries(found, "severity.revised")).hasSize(1);
        assertThat(found.at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(dispatches(found, "resolve")).containsExactly("done");
        assertThat(dispatches(found, "add_comment")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aCorrectedIntent_movesTheCaseToItsQueue() {
        String callId = desk.call(SUPPORT, Map.of("product_area", "area moved"));
        String ref = desk.settled(callId).get("ref").asText();
        JsonNode moved = desk.done(
                "/api/v1/cases/" + ref + "/corrections",
                by("field", "report.summary", "value", "Our account was hacked, somebody else is logged in"));
        assertThat(moved.get("queue").asText()).isEqualTo("security");
        JsonNode revised = entries(after(ref), "decision.revised").get(0);
        assertThat(revised.at("/detail/queue_before").asText()).isEqualTo("support");
        assertThat(revised.at("/detail/queue").asText()).isEqualTo("security");
        assertThat(revised.at("/detail/because").asText()).contains("staff:hana");
    }

    @Test
    void identifiersAreSpelledForTheTelephone_andMarkedOnceReadBack() {
        String ref = open(BLOCKED, "spelled");
        JsonNode items = desk.hub.get("/api/v1/cases/" + ref + "/readback").get("items");
        assertThat(items.get(0).get("value").asText()).isEqualTo(ref);
        assertThat(items.get(0).get("spoken").asText().split(" ")).hasSize(9);
        JsonNode number = items.get(1);
        assertThat(number.get("field").asText()).isEqualTo("caller.callback_number");
        assertThat(number.get("spoken").asText()).startsWith("plus one five five five zero one");

        String path = "/api/v1/cases/" + ref + "/readback";
        assertThat(items.get(4).get("field").asText()).isEqualTo("caller.contact");
        assertThat(items.get(4).get("confirmation").asText()).isEqualTo("reported");
        JsonNode marked = desk.done(path, Map.of("who", "hana", "field", "caller.contact"));
        assertThat(marked.get("items").get(4).get("confirmation").asText()).isEqualTo("read_back");
        assertThat(entries(after(ref), "field.read_back")).hasSize(1);
    }

    @Test
    void badInput_isAnsweredWithWhatToMend() {
        String ref = open(SUPPORT, "bad");
        String path = "/api/v1/cases/" + ref;
        assertThat(desk.hub
                        .post(PersonTokens.of("hana"), path + "/notes", Map.of("who", "jonas", "why", "x", "text", "y"))
                        .statusCode())
                .as("as somebody else")
                .isEqualTo(403);
        desk.refused(path + "/notes", Map.of("who", "hana", "text", "y"), 400, "why is missing");
        desk.refused(path + "/status", by("status", "done"), 400, "one of [open, pending, resolved, closed]");
        desk.refused(path + "/severity", by("level", 5), 400, "from 0 to 4");
        desk.refused(path + "/severity", by("level", 0, "page", true), 400, "page goes with");
        desk.refused(path + "/owner", by("owner", "nobody"), 400, "owner is the id");
        desk.refused(path + "/corrections", by("field", "report.nothing", "value", "x"), 400, "field is the path");
        desk.refused(path + "/corrections", by("field", "report.data_loss", "value", "x"), 400, "true or false");
        desk.refused(path + "/readback", Map.of("who", "hana", "field", "report.promises"), 409, "nobody has said");
        desk.refused(path + "/release", by(), 409, "does not wait");
        desk.refused("/api/v1/cases/C7K4-92MX/notes", by("text", "x"), 404, "no such case");
        assertThat(List.of(entries(after(ref), "note.added"))).containsExactly(List.of());
    }
}
