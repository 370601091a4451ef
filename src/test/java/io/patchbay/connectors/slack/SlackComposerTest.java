package io.patchbay.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.Deliveries;
import io.patchbay.event.CaseBrief.Matter;
import io.patchbay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SlackComposerTest {

    private static Deliveries post() {
        return Deliveries.of("slack", "post_message");
    }

    private static ObjectNode message(Deliveries deliveries) {
        return SlackComposer.message(deliveries.build(), "C0SUPPORT");
    }

    @Test
    void a_message_can_be_found_again_by_its_marks() {
        ObjectNode message = message(post());
        assertThat(message.at("/blocks/0/block_id").asText()).isEqualTo("C7K4-92MX.slack.post_message.1");
        assertThat(message.at("/metadata/event_type").asText()).matches("[a-z][a-z0-9_]*");
        assertThat(message.at("/metadata/event_payload").toString())
                .isEqualTo("{\"op\":\"C7K4-92MX.slack.post_message.1\",\"case\":\"C7K4-92MX\","
                        + "\"call_id\":\"call-000001\",\"source\":\"generic\"}");
        assertThat(message.path("client_msg_id")).isEqualTo(message(post()).path("client_msg_id"));
    }

    @Test
    void a_message_names_ticket_owner_review_and_the_unconfirmed_severity() {
        String message = message(
                        post().with(Deliveries.TICKET).review("legal_threat").claims("back by noon"))
                .toString();
        assertThat(message)
                .contains(
                        "<https://jira.example.com/browse/SUP-42|SUP-42>",
                        "<@U0TIER2>",
                        "*Needs review* legal_threat",
                        "severity unconfirmed",
                        "1 promise(s) the company did not make")
                .doesNotContain("back by noon", "link_names", "+15550100001");
    }

    @Test
    void nothing_unfurls() {
        ObjectNode message = message(post());
        assertThat(message.path("unfurl_links").asBoolean(true)).isFalse();
        assertThat(message.path("unfurl_media").asBoolean(true)).isFalse();
    }

    @Test
    void what_a_caller_says_mentions_nobody_and_links_nowhere() {
        ObjectNode message = message(post().matter(Deliveries.saying(Deliveries.HOSTILE)));
        assertThat(message.path("text").asText())
                .contains("&lt;!channel&gt;", "&lt;@U012&gt;", "&amp;")
                .doesNotContain("<");
        assertThat(mrkdwn(message)).allSatisfy(text -> assertThat(text).doesNotContain("channel", "evil", "U012"));
    }

    @Test
    void a_restricted_case_shows_reference_queue_ticket_and_owner_and_nothing_else() {
        Matter telltale = Deliveries.saying("TELLTALE");
        ObjectNode message = message(post().restricted()
                .matter(telltale)
                .with(Deliveries.TICKET)
                .review("TELLTALE")
                .claims("TELLTALE"));
        assertThat(message.toString())
                .contains("Restricted case C7K4-92MX", "security", "SUP-42", "<@U0TIER2>")
                .doesNotContain("TELLTALE");
        ObjectNode reply = SlackComposer.reply(
                Deliveries.of("slack", "post_reply")
                        .restricted()
                        .payload("text", "TELLTALE")
                        .build(),
                "C0SECURITY",
                "1.2");
        assertThat(reply.toString()).contains("C7K4-92MX").doesNotContain("TELLTALE");
    }

    @Test
    void a_late_page_is_told_with_owner_and_severity_and_of_a_restricted_case_by_reference_alone() {
        ObjectNode late = SlackComposer.fallback(
                Deliveries.of("slack", "tell_fallback")
                        .confirmed(1)
                        .payload("undelivered_for", "5 minutes")
                        .build(),
                "C0FALLBACK");
        assertThat(late.path("channel").asText()).isEqualTo("C0FALLBACK");
        assertThat(late.toString()).contains("C7K4-92MX", "5 minutes", "SEV1", "<@U0TIER2>", "\"op\"");
        ObjectNode restricted = SlackComposer.fallback(
                Deliveries.of("slack", "tell_fallback")
                        .restricted()
                        .confirmed(1)
                        .matter(Deliveries.saying("TELLTALE"))
                        .with(Deliveries.TICKET)
                        .build(),
                "C0FALLBACK");
        assertThat(restricted.toString()).contains("C7K4-92MX").doesNotContain("TELLTALE", "SUP-42", "U0TIER2");
    }

    @Test
    void an_update_replaces_text_and_blocks_and_leaves_the_metadata() {
        ObjectNode update =
                SlackComposer.update(Deliveries.of("slack", "update_message").build(), "C0SUPPORT", "1.2");
        assertThat(update.path("ts").asText()).isEqualTo("1.2");
        assertThat(update.has("blocks")).isTrue();
        assertThat(update.has("metadata")).isFalse();
        assertThat(update.has("client_msg_id")).isFalse();
    }

    @Test
    void a_reply_goes_into_the_thread() {
        ObjectNode reply = SlackComposer.reply(
                Deliveries.of("slack", "post_reply")
                        .payload("text", "Called <again>")
                        .build(),
                "C0SUPPORT",
                "1763715607.000200");
        assertThat(reply.path("thread_ts").asText()).isEqualTo("1763715607.000200");
        assertThat(reply.path("text").asText()).isEqualTo("Called &lt;again&gt;");
        assertThat(reply.at("/blocks/0/text/text").asText()).isEqualTo("Called <again>");
    }

    @Property(tries = 100)
    void whatever_is_said_stays_within_slacks_limits(@ForAll String text, @ForAll boolean long_) {
        String said = long_ ? (text + "<&>").repeat(500) : text;
        withinLimits(message(post().matter(Deliveries.saying(said)).callId(said)));
        withinLimits(SlackComposer.reply(
                Deliveries.of("slack", "post_reply").payload("text", said).build(), "C0SUPPORT", "1.2"));
    }

    private static void withinLimits(ObjectNode message) {
        assertThat(message.path("text").asText().length()).isBetween(1, 4_000);
        assertThat(message.path("blocks").size()).isLessThanOrEqualTo(50);
        for (JsonNode block : message.path("blocks")) {
            assertThat(block.path("block_id").asText().length()).isLessThanOrEqualTo(255);
            int room = "header".equals(block.path("type").asText()) ? 150 : 3_000;
            assertThat(block.at("/text/text").asText().length()).isLessThanOrEqualTo(room);
            assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
            block.path("fields")
                    .forEach(field ->
                            assertThat(field.path("text").asText().length()).isLessThanOrEqualTo(2_000));
        }
        assertThat(Json.write(message).length()).isLessThan(100_000);
        assertThat(texts(message)).allSatisfy(text -> assertThat(text).isNotEmpty());
    }

    private static List<String> texts(JsonNode message) {
        return message.path("blocks").findParents("emoji").stream()
                .map(node -> node.path("text").asText())
                .toList();
    }

    private static List<String> mrkdwn(JsonNode message) {
        List<String> texts = new ArrayList<>();
        for (JsonNode block : message.path("blocks")) {
            if ("mrkdwn".equals(block.at("/text/type").asText())) {
                texts.add(block.at("/text/text").asText());
            }
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }
}
