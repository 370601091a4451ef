package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.IncidentDesk;
import io.patchbay.sandbox.SmtpStandIn;
import io.patchbay.sandbox.SmtpStandIn.Fault;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Incident updates by e-mail, from the calls to what the server took, over real HTTP and SMTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailUpdateJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(40);
    private static final String HEIDI = "heidi@alpine.example";
    private static final String CARL = "carl@blueyonder.example";
    private static final String RUTH = "ruth@citypower.example";
    private static final String BEN = "ben@fourthcoffee.example";

    private final SmtpStandIn mail = new SmtpStandIn();
    private StaffDesk desk;
    private IncidentDesk incident;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of(
                "PATCHBAY_UPDATE_CHANNELS", "email,ticket",
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", String.valueOf(mail.port()),
                "SMTP_FROM", "support@patchbay.example",
                "SMTP_TLS", "none"));
        incident = IncidentDesk.proposed(desk);
        desk.sample("06-support");
    }

    @AfterAll
    void stop() {
        desk.close();
        mail.close();
    }

    private void stands(int version, String call, String state, String reason) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode update = incident.update(version, desk.ref(call)).orElseThrow(AssertionError::new);
            assertThat(update.get("state").asText()).as(update.toString()).isEqualTo(state);
            assertThat(update.get("reason").asText()).contains(reason);
            assertThat(update.get("channel").asText()).isEqualTo("email");
        });
    }

    @Test
    void eachAffectedAccount_isWrittenToOnce_andNobodyElseEver() {
        mail.fault(CARL, Fault.UNKNOWN_RECIPIENT);
        mail.fault(RUTH, Fault.LOST_ANSWER);
        mail.fault(BEN, Fault.GREYLISTED_ONCE);
        incident.declare();
        incident.write("investigating", "We look into it.");
        assertThat(mail.asked()).isEmpty();
        assertThat(incident.read().get("updates")).isEmpty();

        incident.approve(1);
        stands(1, "call-1401", "sent", "");
        stands(1, "call-1402", "failed", "SMTP 550 for the recipient");
        stands(1, "call-1403", "planned", "not known whether it was sent");
        stands(1, "call-1404", "sent", "");
        assertThat(Collections.frequency(mail.asked(), BEN)).isEqualTo(2);
        assertThat(mail.taken()).extracting(SmtpStandIn.Mail::to).containsExactlyInAnyOrder(HEIDI, RUTH, BEN);
        assertThat(mail.taken())
                .allSatisfy(each -> assertThat(each.text()).contains("We look into it.", "Subject: Incident INC-"));

        whatMayHaveHappenedWaitsForAPerson();
        stands(1, "call-1403", "sent", "");

        mail.heal(RUTH);
        incident.write("resolved", "It works again.");
        incident.approve(2);
        incident.move("resolved");
        stands(2, "call-1403", "sent", "");
        stands(2, "call-1404", "sent", "");
        stands(2, "call-1401", "sent", "");
        nobodyElseEver();
    }

    /** However long: nothing is sent twice meanwhile. */
    private void whatMayHaveHappenedWaitsForAPerson() {
        JsonNode unknown = desk.hub.get("/api/v1/dispatches?state=unknown").at("/dispatches/0");
        assertThat(unknown.get("operation").asText()).isEqualTo("send_update");
        Awaitility.await()
                .during(Duration.ofSeconds(7))
                .atMost(PATIENCE)
                .until(() -> Collections.frequency(mail.asked(), RUTH) == 1);
        desk.done(
                "/api/v1/dispatches/" + unknown.get("id").asText() + "/verdict",
                Map.of("who", "support-lead", "why", "she has it", "verdict", "happened", "id", "mail-1"));
    }

    private void nobodyElseEver() {
        assertThat(mail.asked()).containsOnly(HEIDI, CARL, RUTH, BEN);
        List<String> told = mail.taken().stream()
                .map(each -> each.to() + (each.text().contains("It works again.") ? " 2" : " 1"))
                .toList();
        assertThat(told)
                .containsExactlyInAnyOrder(
                        HEIDI + " 1", RUTH + " 1", BEN + " 1", HEIDI + " 2", RUTH + " 2", BEN + " 2");
        assertThat(desk.providers.journal().requests())
                .noneMatch(request -> request.text().contains("We look into it."));
    }
}
