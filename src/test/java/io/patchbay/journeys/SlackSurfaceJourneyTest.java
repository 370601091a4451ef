package io.patchbay.journeys;

import static io.patchbay.sandbox.StaffDesk.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.timing.TimeLimit;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Slack as a place to work in: buttons, dialogs, refusals, and a message that shows who did what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackSurfaceJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(30);
    private static final String HANA = "U0HANA0001";
    private static final String JONAS = "U0JONAS001";
    private static final String OF_BILLING = "U0MARTIN01";

    private final AtomicInteger clicks = new AtomicInteger();
    private StaffDesk desk;
    private JsonNode confirmed;
    private JsonNode unconfirmed;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of("SLACK_TEAM_ID", "T0OURS"));
        confirmed = desk.sample("15-high-value-account-blocked", "call-1501");
        unconfirmed = desk.sample("06-support", "call-0601");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private static JsonNode message(JsonNode found) {
        return at(found, "slack");
    }

    private JsonNode read(JsonNode found) {
        return desk.read(found);
    }

    private HttpResponse<String> press(JsonNode of, String team, String user, String action, String value) {
        // One number for one press: two presses with one time are to Slack, and to the hub, one press told twice.
        int click = clicks.incrementAndGet();
        return send("""
                {"type": "block_actions", "user": {"id": "%s"}, "team": {"id": "%s"}, "trigger_id": "trigger-%d",
                 "response_url": "https://hooks.slack.example/secret",
                 "container": {"type": "message", "message_ts": "%s", "channel_id": "%s"},
                 "actions": [{"action_id": "%s", "value": "%s", "action_ts": "1795000000.%06d"}]}""".formatted(
                        user,
                        team,
                        click,
                        message(of).get("id").asText(),
                        message(of).get("channel").asText(),
                        action,
                        of.get("ref").asText() + "|" + value,
                        click));
    }

    private HttpResponse<String> press(JsonNode of, String user, String action, String value) {
        return press(of, "T0OURS", user, action, value);
    }

    private HttpResponse<String> handIn(
            JsonNode of, String user, String dialog, String seen, String level, String why) {
        return send("""
                {"type": "view_submission", "user": {"id": "%s"}, "team": {"id": "T0OURS"},
                 "view": {"id": "V%d", "callback_id": "%s", "private_metadata": "%s",
                  "state": {"values": {"patchbay_level": {"level": {"selected_option": {"value": "%s"}}},
                   "patchbay_reason": {"reason": {"value": "%s"}}}}}}""".formatted(
                        user,
                        clicks.incrementAndGet(),
                        dialog,
                        String.join(
                                "|",
                                message(of).get("channel").asText(),
                                message(of).get("id").asText(),
                                of.get("ref").asText(),
                                seen),
                        level,
                        why));
    }

    private HttpResponse<String> send(String payload) {
        return SignedFeedback.slack("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8))
                .post(desk.hub);
    }

    private List<String> requests(String method) {
        return desk.providers.journal().requests("POST", "/api/" + method).stream()
                .map(request -> request.text())
                .toList();
    }

    private static long times(String text, String what) {
        return text.split(what, -1).length - 1L;
    }

    @Test
    void loweringASeverity_asksForTheReasonInADialog_andTheMessageShowsWhoDidIt() {
        HttpResponse<String> answer = press(confirmed, HANA, "patchbay_lower", "2p");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        String metadata = message(confirmed).get("channel").asText() + "|"
                + message(confirmed).get("id").asText() + "|"
                + confirmed.get("ref").asText() + "|";
        // Who sees no dialog presses again, as after the test in which Slack is slow.
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            press(confirmed, HANA, "patchbay_lower", "2p");
            assertThat(requests("views.open")).anySatisfy(body -> assertThat(body)
                    .contains("Lower severity", metadata, "patchbay_reason")
                    .doesNotContain("\"value\":\"1\""));
        });

        String stands = SEEN.get(read(confirmed).at("/severity/level").asText());
        assertThat(handIn(confirmed, HANA, "patchbay_lower", stands, "3", "a workaround exists")
                        .body())
                .isEmpty();
        // Events about a case that is decided are handled side by side, in no order.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(confirmed).at("/severity/level").asText().equals("SEV3"));
        handIn(confirmed, HANA, "patchbay_lower", stands, "4", "a second thought in a stale dialog");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode found = read(confirmed);
            assertThat(found.at("/severity/level").asText()).isEqualTo("SEV3");
            assertThat(times(found.get("timeline").toString(), "\"severity.set\""))
                    .isEqualTo(1);
            assertThat(found.get("timeline").toString()).contains("staff:hana", "a workaround exists");
            assertThat(requests("chat.update"))
                    .anySatisfy(body -> assertThat(body).contains("Hana Kimura lowered the severity to SEV3."));
            assertThat(requests("chat.postMessage"))
                    .anySatisfy(body -> assertThat(body).contains("Hana Kimura lowered the severity to SEV3."));
            assertThat(requests("chat.postEphemeral"))
                    .anySatisfy(body -> assertThat(body).contains(HANA, "its severity is SEV3 by now"));
        });
    }

    private static final Map<String, String> SEEN = Map.of("SEV1", "1p", "SEV2", "2p", "SEV3", "3");

    @Test
    void whatTheDialogDoesNotOffer_changesNothing_andThePersonHearsIt() {
        handIn(unconfirmed, HANA, "patchbay_confirm", "0", "9", "nine");
        handIn(unconfirmed, HANA, "patchbay_confirm", "0", "0", "nought");
        handIn(unconfirmed, HANA, "patchbay_confirm", "0", "2", "");
        handIn(unconfirmed, HANA, "patchbay_lower", "0", "2", "not lower");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(requests("chat.postEphemeral"))
                    .filteredOn(body -> body.contains("the dialog does not offer that severity"))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(requests("chat.postEphemeral"))
                    .anySatisfy(body -> assertThat(body).contains("a severity and a reason are needed"));
        });
        assertThat(read(unconfirmed).get("timeline").toString()).doesNotContain("severity.set");
    }

    @Test
    void whoeverMayNotAct_hearsWhy_andNobodyElseDoes() {
        press(unconfirmed, "U0UNKNOWN1", "patchbay_callback", "1");
        press(unconfirmed, OF_BILLING, "patchbay_confirm", "0");
        press(unconfirmed, JONAS, "patchbay_confirm", "0");
        handIn(unconfirmed, JONAS, "patchbay_confirm", "0", "1p", "an agent of the queue without the role");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(requests("chat.postEphemeral"))
                .anySatisfy(body -> assertThat(body).contains("U0UNKNOWN1", "not in the staff directory"))
                .anySatisfy(body -> assertThat(body).contains(OF_BILLING, "do not work in the queue support"))
                .filteredOn(body -> body.contains("you need the role lead or incident-commander"))
                .hasSize(2));
        assertThat(read(unconfirmed).at("/severity/state").asText()).isEqualTo("unconfirmed");
        assertThat(requests("views.open"))
                .noneMatch(body -> body.contains("\"Confirm severity\"")
                        && body.contains(unconfirmed.get("ref").asText()));
        assertThat(requests("chat.postMessage")).noneMatch(body -> body.contains("staff directory"));
        assertThat(read(unconfirmed).get("timeline").toString()).contains("press.refused");
    }

    @Test
    void aDoubleClick_actsOnce_andSoDoTwoPeopleAtOnce() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> press(unconfirmed, JONAS, "patchbay_callback", "1")),
                        CompletableFuture.runAsync(() -> press(unconfirmed, JONAS, "patchbay_callback", "1")),
                        CompletableFuture.runAsync(() -> press(unconfirmed, HANA, "patchbay_callback", "1")))
                .join();

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(requests("chat.postEphemeral"))
                .filteredOn(body -> body.contains("did that before you"))
                .hasSize(2));
        assertThat(times(read(unconfirmed).get("timeline").toString(), "\"note.added\""))
                .isEqualTo(1);
        assertThat(requests("chat.postMessage"))
                .filteredOn(body -> body.contains("asked for a call back."))
                .hasSize(1);
    }

    @Test
    void ownership_canBeTakenAgain_afterItWentElsewhere() {
        String first = read(unconfirmed).at("/owner/id").asText();
        press(unconfirmed, HANA, "patchbay_own", first);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(unconfirmed).at("/owner/id").asText().equals("hana"));
        press(unconfirmed, JONAS, "patchbay_own", "hana");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(unconfirmed).at("/owner/id").asText().equals("jonas"));
        press(unconfirmed, HANA, "patchbay_own", "jonas");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(unconfirmed).at("/owner/id").asText().equals("hana"));
        press(unconfirmed, JONAS, "patchbay_own", "hana");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        read(unconfirmed).at("/owner/id").asText())
                .isEqualTo("jonas"));
    }

    @Test
    void anotherWorkspace_isNotHeard() {
        press(unconfirmed, "T0OTHER", HANA, "patchbay_reviewed", "1");
        press(unconfirmed, "T0OTHER", HANA, "patchbay_lower", "0");
        press(unconfirmed, "U0UNKNOWN2", "patchbay_callback", "1");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(requests("chat.postEphemeral"))
                .anySatisfy(body -> assertThat(body).contains("U0UNKNOWN2")));
        assertThat(read(unconfirmed).get("timeline").toString()).doesNotContain("marked the case as reviewed");
        assertThat(requests("chat.postEphemeral")).noneMatch(body -> body.contains("none to lower"));
    }

    @Test
    void thePress_isAnsweredInTime_whileSlackIsSlow() {
        desk.providers.faults().on(Endpoint.SLACK_OPEN_VIEW).always(Fault.lateAnswer(Duration.ofSeconds(6)));
        try {
            for (int i = 0; i < 8; i++) {
                long before = System.nanoTime();
                assertThat(press(confirmed, HANA, "patchbay_confirm", "2p").statusCode())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(TimeLimit.ofSeconds(3));
            }
        } finally {
            desk.providers.faults().clear();
        }
    }
}
