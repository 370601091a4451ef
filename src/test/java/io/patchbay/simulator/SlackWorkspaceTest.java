package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackWorkspaceTest {
    private static ProviderSimulator simulator;
    private final SimulatorClient client = new SimulatorClient(simulator);

    @BeforeAll
    static void start() throws IOException {
        simulator = ProviderSimulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    @Test
    void timestamps_areTextUnlikeAnyOther() throws IOException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            SimulatorClient.Reply posted = client.postMessage("C0SUPPORT", "dsp_" + i);
            assertThat(posted.json().path("ts").isTextual()).isTrue();
            seen.add(posted.text("/ts"));
        }
        assertThat(seen).hasSize(50).allMatch(ts -> ts.matches("\\d{10}\\.\\d{6}"));
    }

    @Test
    void history_showsMetadataOnRequest_andBlockIdsAlways_butNoReplies() throws IOException {
        String parent = client.postMessage("C0SUPPORT", "dsp_1").text("/ts");
        client.slack(
                "POST",
                "chat.postMessage",
                "{\"channel\":\"C0SUPPORT\",\"text\":\"more\",\"thread_ts\":\"" + parent + "\"}");
        String path = "conversations.history?channel=C0SUPPORT&inclusive=true&oldest=" + parent;
        assertThat(client.slack("GET", path, null).json().at("/messages/0").has("metadata"))
                .isFalse();
        SimulatorClient.Reply history = client.slack("GET", path + "&include_all_metadata=true", null);
        assertThat(history.json().path("messages")).hasSize(1);
        assertThat(history.text("/messages/0/metadata/event_payload/op")).isEqualTo("dsp_1");
        assertThat(history.text("/messages/0/blocks/0/block_id")).isEqualTo("hub:dsp_1");
        assertThat(history.text("/messages/0/bot_id")).isEqualTo(SlackWorkspace.BOT_ID);
        SimulatorClient.Reply replies =
                client.slack("GET", "conversations.replies?channel=C0SUPPORT&ts=" + parent, null);
        assertThat(replies.json().path("messages")).hasSize(2);
    }

    @Test
    void history_isPaged() throws IOException {
        for (int i = 0; i < 5; i++) {
            client.postMessage("C0SUPPORT", "dsp_" + i);
        }
        SimulatorClient.Reply first = client.slack("GET", "conversations.history?channel=C0SUPPORT&limit=3", null);
        assertThat(first.json().path("has_more").asBoolean()).isTrue();
        SimulatorClient.Reply second = client.slack(
                "GET",
                "conversations.history?channel=C0SUPPORT&limit=3&cursor="
                        + first.text("/response_metadata/next_cursor"),
                null);
        assertThat(second.json().path("messages")).hasSize(2);
        assertThat(second.text("/response_metadata/next_cursor")).isEmpty();
    }

    @Test
    void history_isBoundOnBothSides() throws IOException {
        String first = client.postMessage("C0SUPPORT", "dsp_1").text("/ts");
        String second = client.postMessage("C0SUPPORT", "dsp_2").text("/ts");
        String third = client.postMessage("C0SUPPORT", "dsp_3").text("/ts");
        String path = "conversations.history?channel=C0SUPPORT&oldest=" + first + "&latest=" + third;
        assertThat(client.slack("GET", path, null).json().path("messages"))
                .singleElement()
                .satisfies(message -> assertThat(message.path("ts").asText()).isEqualTo(second));
        assertThat(client.slack("GET", path + "&inclusive=true", null).json().path("messages"))
                .hasSize(3);
    }

    @Test
    void update_keepsMetadataLeftOut_andDropsBlocksLeftOut() throws IOException {
        String ts = client.postMessage("C0SUPPORT", "dsp_1").text("/ts");
        client.slack("POST", "chat.update", "{\"channel\":\"C0SUPPORT\",\"ts\":\"" + ts + "\",\"text\":\"new\"}");
        SimulatorClient.Reply history =
                client.slack("GET", "conversations.history?channel=C0SUPPORT&include_all_metadata=true", null);
        assertThat(history.text("/messages/0/text")).isEqualTo("new");
        assertThat(history.json().at("/messages/0").has("blocks")).isFalse();
        assertThat(history.text("/messages/0/metadata/event_payload/op")).isEqualTo("dsp_1");
        assertThat(simulator.journal().effects().with(Effect.Kind.MESSAGE, "dsp_1"))
                .hasSize(1);
    }

    @Test
    void aSecondMessageWithinASecond_isThrottled_whereThatIsSwitchedOn() throws IOException {
        simulator.slack().onePerSecondAndChannel(true);
        assertThat(client.postMessage("C0SUPPORT", "dsp_1").status()).isEqualTo(200);
        SimulatorClient.Reply throttled = client.postMessage("C0SUPPORT", "dsp_2");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.http().headers().firstValue("retry-after")).contains("1");
        assertThat(client.postMessage("C0BILLING", "dsp_3").status()).isEqualTo(200);
    }

    @Test
    void errors_come200WithOkFalse() throws IOException {
        simulator.slack().close("C0GONE");
        assertThat(client.postMessage("C0GONE", "dsp_1").text("/error")).isEqualTo("channel_not_found");
        assertThat(client.slack("POST", "chat.postMessage", "{\"channel\":\"C0SUPPORT\"}")
                        .text("/error"))
                .isEqualTo("no_text");
        assertThat(client.slack("POST", "chat.nonsense", "{}").text("/error")).isEqualTo("unknown_method");
        assertThat(client.call(Provider.SLACK, "POST", "/api/auth.test", "", "none")
                        .text("/error"))
                .isEqualTo("not_authed");
    }

    @Test
    void permalinkInfoAndAuth_answer() throws IOException {
        String ts = client.postMessage("C0SUPPORT", "dsp_1").text("/ts");
        assertThat(client.slack("GET", "chat.getPermalink?channel=C0SUPPORT&message_ts=" + ts, null)
                        .text("/permalink"))
                .endsWith("/archives/C0SUPPORT/p" + ts.replace(".", ""));
        assertThat(client.slack("GET", "conversations.info?channel=C0SUPPORT", null)
                        .json()
                        .at("/channel/is_member")
                        .asBoolean())
                .isTrue();
        assertThat(client.slack("POST", "auth.test", "").text("/bot_id")).isEqualTo(SlackWorkspace.BOT_ID);
    }
}
