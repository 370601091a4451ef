package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.SignedFeedback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Webhooks of Jira and PagerDuty get lost while nodes are killed; what the tools hold reaches the cases all the same. */
class LostWebhookFaultTest {
    private static final int CALLS = 30;
    private static final String JONAS = "5b10a2844c20165700ede20b";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void webhooksLostAtRandom_whileNodesAreKilled_areFoundByComparing_andMendedToTheLastCase() throws Exception {
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), HubConfiguration.quick())) {
            rig.configuration.putAll(SignedFeedback.settings());
            rig.configuration.putAll(Map.of(
                    "PATCHBAY_DRIFT_EVERY", "2s", "PATCHBAY_DRIFT_GRACE", "0s", "PATCHBAY_DRIFT_LOOK_MS", "400"));
            ChildHub stays = rig.node("hears-1");
            ChildHub killed = rig.node("hears-2");
            stays.awaitReady(FaultRig.START);
            killed.awaitReady(FaultRig.START);
            rig.send("heard", CALLS, 30).join();
            assertThat(Settling.await(rig.database.dataSource(), FaultRig.SETTLE)
                            .complete())
                    .isTrue();

            ToolWebhooks webhooks = new ToolWebhooks(List.of(stays.url(), killed.url()), 0.4, 7);
            List<String> tickets = tickets(rig);
            for (int i = 0; i < tickets.size(); i++) {
                if (i == tickets.size() / 3) {
                    killed.kill9();
                } else if (i == 2 * tickets.size() / 3) {
                    killed.restart();
                }
                work(rig, webhooks, tickets.get(i), i % 2 == 0);
            }
            acknowledgePages(rig, webhooks);
            assertThat(webhooks.lost()).as("webhooks lost").isPositive();
            assertThat(webhooks.arrived()).as("webhooks heard").isPositive();

            String token = token(stays);
            Awaitility.await("every case knows what its tools hold")
                    .atMost(FaultRig.SETTLE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        mendAll(stays, token);
                        return unheard(rig, tickets) == 0;
                    });
            assertThat(rig.count("drift where state = 'mended'")).isPositive();
            killed.awaitReady(FaultRig.START);
            rig.assertNothingLostNothingTwice();
        }
    }

    private static List<String> tickets(FaultRig rig) {
        List<String> keys = rig.template.queryForList(
                "select provider_key from case_receipt where destination = 'jira' order by case_ref", String.class);
        assertThat(keys).hasSize(CALLS).doesNotContainNull();
        return keys;
    }

    /** Somebody takes the ticket, and either begins to work on it or is done with it at once. */
    private static void work(FaultRig rig, ToolWebhooks webhooks, String key, boolean done) {
        rig.providers.jira().assign(key, JONAS);
        webhooks.tell(SignedFeedback.jira(rig.providers.jira().webhook(key, "assignee")));
        rig.providers.jira().move(key, done ? "DONE" : "IN_PROGRESS");
        webhooks.tell(SignedFeedback.jira(rig.providers.jira().webhook(key, "status")));
    }

    private static void acknowledgePages(FaultRig rig, ToolWebhooks webhooks) {
        List<String> pages = rig.template.queryForList(
                "select page_id from support_case where page_id is not null order by ref", String.class);
        assertThat(pages).isNotEmpty();
        pages.forEach(page -> rig.providers
                .pagerDuty()
                .acknowledgeByHand(page)
                .map(SignedFeedback::pagerDuty)
                .ifPresent(webhooks::tell));
    }

    /** A token of a program that sees every queue. */
    private String token(ChildHub hub) throws IOException, InterruptedException {
        HttpResponse<String> made = send(
                ChildHub.API_TOKEN,
                HttpRequest.newBuilder(hub.url().resolve("/api/v1/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"program\": \"mender\", \"roles\": [\"operator\"], \"queues\":"
                                        + " [\"security\", \"privacy\", \"identity\", \"billing\", \"commercial\", \"support\","
                                        + " \"review\"]}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Json.read(made.body(), JsonNode.class).get("token").asText();
    }

    private void mendAll(ChildHub hub, String token) throws IOException, InterruptedException {
        JsonNode open = Json.read(
                send(
                                token,
                                HttpRequest.newBuilder(hub.url().resolve("/api/v1/drifts?state=open"))
                                        .GET())
                        .body(),
                JsonNode.class);
        for (JsonNode drift : open) {
            HttpResponse<String> answer = send(
                    token,
                    HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/drifts/"
                                    + drift.get("id").asText() + "/mend"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"why\": \"the tool is right\"}")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private HttpResponse<String> send(String token, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    /** Cases that do not say what a person did to their ticket or page. */
    private static long unheard(FaultRig rig, List<String> tickets) {
        long behind = 0;
        for (int i = 0; i < tickets.size(); i++) {
            behind += rig.count("support_case where ref = (select case_ref from case_receipt where provider_key = '"
                    + tickets.get(i)
                    + "') and "
                    + (i % 2 == 0
                            ? "status <> 'resolved'"
                            : "(engineering_engaged_at is null or owner_assigned_at is null)"));
        }
        return behind
                + rig.count(
                        "support_case where page_id is not null and not terminal and engineering_engaged_at is null");
    }
}
