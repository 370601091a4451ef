package io.patchbay.journeys;

import static io.patchbay.sandbox.PhoneCall.from;
import static io.patchbay.sandbox.StaffDesk.at;
import static io.patchbay.sandbox.StaffDesk.dispatches;
import static io.patchbay.sandbox.StaffDesk.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.PhoneCall;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.simulator.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A severity, its page and a count that rest on who a caller is do not outlive that. For each database. */
abstract class LostTrustPromises {
    /** The line of an account of high value: its verified callers who cannot work are paged for. */
    private static final String HUMONGOUS = "+15550100018";

    private final String database;
    private StaffDesk desk;

    LostTrustPromises(String database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of("spring.datasource.url", database));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private static PhoneCall blocked(String area) {
        return from(HUMONGOUS).verification("verified").failing(area).blocked();
    }

    private static void paged(JsonNode found) {
        assertThat(found.at("/severity/level").asText()).isEqualTo("SEV2");
        assertThat(dispatches(found, "trigger")).containsExactly("done");
    }

    private void withdrawn(JsonNode found, JsonNode paged) {
        assertThat(found.at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(dispatches(found, "trigger")).containsExactly("done");
        assertThat(dispatches(found, "resolve")).containsExactly("done");
        assertThat(desk.pages("resolve", at(paged, "pagerduty").get("id").asText()))
                .hasSize(1);
        assertThat(at(found, "pagerduty").get("status").asText()).isEqualTo("not_paged");
        assertThat(entries(found, "severity.revised")).singleElement().satisfies(entry -> {
            assertThat(entry.at("/detail/before/severity").asText()).isEqualTo("SEV2");
            assertThat(entry.at("/detail/after/severity").asText()).isEqualTo("unconfirmed");
            assertThat(entry.at("/detail/why").asText()).isNotEmpty();
        });
    }

    @Test
    void verificationThatFailsLater_takesSeverityAndPageBack_andTheTimelineSaysWhy() {
        PhoneCall call = blocked("verified at first");
        JsonNode before = call.settled(desk);
        paged(before);

        call.verification("failed").post(desk, "call.updated");

        JsonNode after = desk.settled(call.id());
        withdrawn(after, before);
        assertThat(entries(after, "severity.revised").get(0).at("/detail/why").asText())
                .isEqualTo("call.updated: the caller is not trusted any more to be who they were taken for");
    }

    @Test
    void attestationThatFailsAtTheEnd_takesBackWhatThreeAccountsHadConfirmed() {
        String area = "counted then doubted";
        from("+15550100014").failing(area).settled(desk);
        from("+15550100015").failing(area).settled(desk);
        PhoneCall third = from("+15550100016").failing(area);
        JsonNode before = third.settled(desk);
        paged(before);

        third.attested("failed").post(desk, "call.ended");

        withdrawn(desk.settled(third.id()), before);
    }

    @Test
    void accountWhoseCallerIsDoubtedLater_countsNoMore() {
        String area = "doubted then counted";
        PhoneCall doubted = from("+15550100014").failing(area);
        doubted.settled(desk);
        doubted.verification("failed").post(desk, "call.updated");
        from("+15550100015").failing(area).settled(desk);

        JsonNode second = from("+15550100016").failing(area).settled(desk);

        assertThat(second.at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(dispatches(second, "trigger")).isEmpty();
    }

    @Test
    void pageThatWasNotSentYet_isNeverSent() {
        String area = "paged too late";
        desk.ticketsAbout(area, Fault.refusedWith(503, "{}"));
        PhoneCall call = blocked(area);
        call.post(desk, "call.analyzed");
        call.verification("failed").post(desk, "call.updated");

        JsonNode after = desk.hub.get("/api/v1/cases/" + desk.ref(call.id()));
        desk.providers.faults().clear();
        assertThat(after.at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(dispatches(after, "trigger")).containsExactly("cancelled");
        assertThat(dispatches(after, "resolve")).isEmpty();
        assertThat(desk.sent("/v2/enqueue", after.get("ref").asText())).isEmpty();
    }

    @Test
    void severityThatAPersonConfirmed_stands() {
        PhoneCall call = blocked("confirmed by staff");
        JsonNode found = call.settled(desk);
        desk.done(
                "/api/v1/cases/" + found.get("ref").asText() + "/severity",
                Map.of("who", "support-lead", "why", "I saw it", "level", 2, "page", true));

        call.verification("failed").post(desk, "call.updated");

        JsonNode after = desk.settled(call.id());
        paged(after);
        assertThat(dispatches(after, "resolve")).isEmpty();
        assertThat(after.at("/severity/confirmed_by").asText()).startsWith("staff:");
    }

    @Test
    void joinedCallThatLeaves_takesItsSeverityAndItsPageAlong() {
        String area = "joined and doubted";
        PhoneCall lead = from(HUMONGOUS).failing(area);
        JsonNode first = lead.settled(desk);
        PhoneCall second = blocked(area);
        JsonNode joined = second.settled(desk);
        assertThat(joined.get("ref")).isEqualTo(first.get("ref"));
        paged(joined);

        second.verification("failed").post(desk, "call.updated");

        assertThat(desk.settled(second.id()).get("ref")).isNotEqualTo(first.get("ref"));
        JsonNode left = desk.settled(lead.id());
        withdrawn(left, joined);
        assertThat(desk.sent(
                        "/rest/api/3/issue/" + at(left, "jira").get("key").asText() + "/comment",
                        "What it said here was withdrawn. Severity: unconfirmed, was SEV2. The page is withdrawn."))
                .hasSize(1);
    }

    @Test
    void severityThatAnotherCallSupports_stands() {
        String area = "supported twice";
        JsonNode first = blocked(area).settled(desk);
        PhoneCall second = blocked(area);
        assertThat(second.settled(desk).get("ref")).isEqualTo(first.get("ref"));

        second.verification("failed").post(desk, "call.updated");
        desk.settled(second.id());

        JsonNode stayed = desk.read(first);
        paged(stayed);
        assertThat(dispatches(stayed, "resolve")).isEmpty();
    }
}
