package io.patchbay.api;

import static io.patchbay.sandbox.StaffDesk.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.StaffDesk;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first three runs of a source wait for a person; the fourth runs by itself. */
class SupervisedLaunchTest {
    private static StaffDesk desk;

    @BeforeAll
    static void start() {
        desk = new StaffDesk(Map.of("SOURCE_GENERIC_SUPERVISE_FIRST", "3"));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static JsonNode held(String matter) {
        String callId = desk.call("06-support", Map.of("product_area", "area " + matter));
        return desk.hub.get("/api/v1/cases/" + desk.ref(callId));
    }

    private static Map<String, String> by(String queue) {
        return queue.isEmpty()
                ? Map.of("who", "hana", "why", "looks right")
                : Map.of("who", "hana", "why", "belongs there", "queue", queue);
    }

    private static JsonNode generic() {
        JsonNode sources = desk.hub.get("/api/v1/sources").get("sources");
        for (JsonNode source : sources) {
            if (source.get("name").asText().equals("generic")) {
                return source;
            }
        }
        throw new AssertionError("the source generic is always there");
    }

    @Test
    void theFirstRuns_waitForTheirRelease_andTheAgreementIsRecorded() {
        JsonNode first = held("one");
        JsonNode second = held("two");
        JsonNode third = held("three");
        assertThat(first.get("status").asText()).isEqualTo("pending");
        assertThat(first.get("queue").asText()).isEqualTo("support");
        assertThat(first.get("dispatches")).isEmpty();
        assertThat(entries(first, "case.held")).hasSize(1);

        String fourth = desk.call("06-support", Map.of("product_area", "area four"));
        assertThat(desk.settled(fourth).get("status").asText()).isEqualTo("open");
        assertThat(desk.settled(fourth).get("dispatches")).isNotEmpty();

        String path = "/api/v1/cases/" + first.get("ref").asText();
        desk.done(path + "/notes", Map.of("who", "hana", "why", "to remember"));
        assertThat(desk.hub.get(path).get("dispatches"))
                .as("a held case tells nobody")
                .isEmpty();
        desk.refused(path + "/status", Map.of("who", "hana", "why", "x", "status", "open"), 409, "release");

        String again = desk.call("06-support", Map.of("product_area", "area one"));
        assertThat(desk.ref(again)).isEqualTo(first.get("ref").asText());
        assertThat(desk.hub.get(path).get("dispatches")).isEmpty();

        JsonNode released = desk.done(path + "/release", by(""));
        assertThat(released.get("status").asText()).isEqualTo("open");
        JsonNode settled = desk.settled(first.get("call_id").asText());
        assertThat(StaffDesk.dispatches(settled, "add_comment"))
                .as("the ticket hears of the call that joined while the case waited")
                .containsExactly("done");
        assertThat(StaffDesk.dispatches(settled, "call_joined"))
                .as("and so does its source")
                .containsExactly("done");
        assertThat(desk.providers.journal().requests("POST", "/sink/generic"))
                .anySatisfy(told -> assertThat(told.text()).contains("\"call_id\":\"" + again + "\""));
        assertThat(StaffDesk.dispatches(settled, "create_issue")).containsExactly("done");
        desk.refused(path + "/release", by(""), 409, "does not wait");

        JsonNode moved = desk.done("/api/v1/cases/" + second.get("ref").asText() + "/release", by("billing"));
        assertThat(moved.get("queue").asText()).isEqualTo("billing");
        assertThat(moved.get("rule").asText()).isEqualTo("staff:hana");
        assertThat(desk.settled(second.get("call_id").asText())
                        .at("/destinations/0/key")
                        .asText())
                .startsWith("BIL");

        String corrected = "/api/v1/cases/" + third.get("ref").asText();
        desk.done(
                corrected + "/corrections",
                Map.of("who", "hana", "why", "misheard", "field", "report.region", "value", "eu-west-1"));
        assertThat(desk.hub.get(corrected).get("dispatches")).isEmpty();
        desk.done(corrected + "/release", by(""));

        JsonNode agreement = generic();
        assertThat(agreement.get("supervise_first").asInt()).isEqualTo(3);
        assertThat(agreement.get("held").asInt()).isEqualTo(3);
        assertThat(agreement.get("released").asInt()).isEqualTo(3);
        assertThat(agreement.get("agreed").asInt()).isEqualTo(1);
        assertThat(agreement.get("agreement_rate").asDouble()).isBetween(0.33, 0.34);
    }
}
