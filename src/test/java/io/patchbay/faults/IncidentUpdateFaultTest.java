package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.PersonTokens;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An approved message is told to every affected case once, whatever becomes of the hub that tells it. */
class IncidentUpdateFaultTest {
    private static final String MESSAGE = "We look into the failing payments.";
    private static final int CASES = 60;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void killedWhileAnUpdateIsTold_eachCaseIsToldOnce() throws Exception {
        ThreadPlacement flood = new ThreadPlacement(CASES, CASES, Duration.ofSeconds(3));
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), HubConfiguration.quick())) {
            flood.addAccounts(rig.folder);
            rig.configuration.put("PATCHBAY_API_TOKENS_FILE", PersonTokens.file(rig.folder));
            ChildHub hub = rig.node("updates").awaitReady(FaultRig.START);
            flood.send(rig.sender());
            rig.assertNothingLostNothingTwice();
            var comments = rig.providers.faults().on(Endpoint.JIRA_ADD_COMMENT);
            comments.once(Fault.lostAnswer(Fault.Way.RESET));
            comments.sometimes(0.1, Fault.lostAnswer(Fault.Way.CLOSED));
            comments.always(Fault.delay(Duration.ofMillis(200), Duration.ofMillis(600)));

            publish(rig, hub);
            for (int told : List.of(5, 25)) {
                Awaitility.await()
                        .atMost(FaultRig.START)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> rig.count("incident_update where state = 'sent'") >= told);
                hub.kill9();
                hub.restart().awaitReady(FaultRig.START);
            }
            Awaitility.await()
                    .atMost(FaultRig.SETTLE)
                    .until(() -> rig.count("incident_update where state <> 'sent'") == 0);

            rig.assertNothingLostNothingTwice();
            assertThat(rig.count("incident_case")).isEqualTo(CASES);
            assertThat(rig.count("incident_update where state = 'sent'")).isEqualTo(CASES);
            assertThat(rig.count("dispatch where operation = 'add_comment' and payload like '%" + MESSAGE + "%'"))
                    .isEqualTo(CASES);
        }
    }

    private void publish(FaultRig rig, ChildHub hub) throws IOException, InterruptedException {
        String incident = rig.template.queryForObject("select id from incident", String.class);
        post(hub, "support-lead", incident + "/declare", "{\"why\": \"many customers\"}");
        post(hub, "hana", incident + "/messages", "{\"stage\": \"investigating\", \"text\": \"" + MESSAGE + "\"}");
        post(hub, "support-lead", incident + "/messages/1/approve", "{}");
    }

    private void post(ChildHub hub, String who, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/incidents/" + path))
                .header("Authorization", "Bearer " + PersonTokens.of(who))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
