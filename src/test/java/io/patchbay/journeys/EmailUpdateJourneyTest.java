package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.Providers;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.SmtpStandIn;
import io.patchbay.sandbox.SmtpStandIn.Fault;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Incident updates by e-mail, from the calls to what the server took, over real HTTP and SMTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailUpdateJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String HEIDI = "heidi@alpine.example";
    private static final String CARL = "carl@blueyonder.example";
    private static final String RUTH = "ruth@citypower.example";
    private static final String BEN = "ben@fourthcoffee.example";

    private final SmtpStandIn mail = new SmtpStandIn();
    private Providers providers;
    private RunningHub hub;
    private Outcomes outcomes;

    @BeforeAll
    void start(@TempDir Path data) {
        providers = new Providers(0).start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("SLACK_WORKSPACE_URL", providers.server().baseUrl());
        settings.put("PATCHBAY_UPDATE_CHANNELS", "email,ticket");
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", String.valueOf(mail.port()));
        settings.put("SMTP_FROM", "support@patchbay.example");
        settings.put("SMTP_TLS", "none");
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
        call("14-three-accounts-one-failure");
        call("06-support");
    }

    private void call(String name) {
        Sample sample = Sample.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        sample.deliveries()
                .forEach(delivery ->
                        outcomes.triaged(RunningHub.json(SignedCall.of(delivery.webhookId(), delivery.body())
                                        .post(hub)
                                        .body())
                                .get("event_id")
                                .asText()));
        sample.calls().forEach(each -> outcomes.settledCase(each.call()));
    }

    @AfterAll
    void stop() {
        hub.close();
        providers.close();
        mail.close();
    }

    private void done(String path, String body) {
        HttpResponse<String> answer = hub.send(HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header("Authorization", "Bearer " + RunningHub.API_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Map<String, JsonNode> updates(String incident, int version) {
        Map<String, JsonNode> updates = new HashMap<>();
        hub.get("/api/v1/incidents/" + incident).get("updates").forEach(update -> {
            if (update.get("version").asInt() == version) {
                updates.put(update.get("case_ref").asText(), update);
            }
        });
        return updates;
    }

    private String ref(String call) {
        return hub.get("/api/v1/cases?call_id=" + call).at("/cases/0/ref").asText();
    }

    private void stands(String incident, int version, String ref, String state, String reason) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode update = updates(incident, version).get(ref);
            assertThat(update).isNotNull();
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
        String id = StreamSupport.stream(
                        hub.get("/api/v1/incidents?state=proposed").spliterator(), false)
                .filter(incident -> incident.get("origin").asText().contains("several accounts"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        String incident = "/api/v1/incidents/" + id;
        done(incident + "/declare", "{\"who\": \"support-lead\", \"why\": \"four customers\"}");
        done(
                incident + "/messages",
                "{\"who\": \"hana\", \"stage\": \"investigating\", \"text\": \"We look into it.\"}");
        assertThat(mail.asked()).isEmpty();
        assertThat(updates(id, 1)).isEmpty();

        done(incident + "/messages/1/approve", "{\"who\": \"support-lead\"}");
        stands(id, 1, ref("call-1401"), "sent", "");
        stands(id, 1, ref("call-1402"), "failed", "SMTP 550 for the recipient");
        stands(id, 1, ref("call-1403"), "planned", "not known whether it was sent");
        stands(id, 1, ref("call-1404"), "sent", "");
        assertThat(Collections.frequency(mail.asked(), BEN)).isEqualTo(2);
        assertThat(mail.taken()).extracting(SmtpStandIn.Mail::to).containsExactlyInAnyOrder(HEIDI, RUTH, BEN);
        assertThat(mail.taken())
                .allSatisfy(each -> assertThat(each.text()).contains("We look into it.", "Subject: Incident INC-"));

        // What is not known waits for a person, however long: nothing is sent twice meanwhile.
        JsonNode unknown = hub.get("/api/v1/dispatches?state=unknown").at("/dispatches/0");
        assertThat(unknown.get("operation").asText()).isEqualTo("send_update");
        Awaitility.await()
                .during(Duration.ofSeconds(7))
                .atMost(PATIENCE)
                .until(() -> Collections.frequency(mail.asked(), RUTH) == 1);
        done(
                "/api/v1/dispatches/" + unknown.get("id").asText() + "/verdict",
                "{\"who\": \"support-lead\", \"why\": \"she has it\", \"verdict\": \"happened\", \"id\": \"mail-1\"}");
        stands(id, 1, ref("call-1403"), "sent", "");

        mail.heal(RUTH);
        done(incident + "/messages", "{\"who\": \"hana\", \"stage\": \"resolved\", \"text\": \"It works again.\"}");
        done(incident + "/messages/2/approve", "{\"who\": \"support-lead\"}");
        done(incident + "/stage", "{\"who\": \"hana\", \"why\": \"fixed\", \"stage\": \"resolved\"}");
        stands(id, 2, ref("call-1403"), "sent", "");
        stands(id, 2, ref("call-1404"), "sent", "");
        stands(id, 2, ref("call-1401"), "sent", "");

        assertThat(mail.asked()).containsOnly(HEIDI, CARL, RUTH, BEN);
        List<String> told = mail.taken().stream()
                .map(each -> each.to() + (each.text().contains("It works again.") ? " 2" : " 1"))
                .toList();
        assertThat(told)
                .containsExactlyInAnyOrder(
                        HEIDI + " 1", RUTH + " 1", BEN + " 1", HEIDI + " 2", RUTH + " 2", BEN + " 2");
        assertThat(providers.server().getAllServeEvents())
                .noneMatch(event -> event.getRequest().getBodyAsString().contains("We look into it."));
    }
}
