package io.patchbay.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversations with Slack that settle an unknown outcome, answered by hand. */
class SlackLookupTest {
    private static final URI BASE = URI.create("https://provider.example.com");

    private static final String BOT = "{\"ok\":true,\"bot_id\":\"B1\"}";

    private static final Delivery MESSAGE =
            Deliveries.of("slack", "post_message").build();

    private final List<ProviderRequest> asked = new ArrayList<>();

    private Outcome answer(Conversation conversation, ProviderAnswer... answers) {
        Conversation at = conversation;
        for (ProviderAnswer answer : answers) {
            assertThat(at.asks()).isTrue();
            asked.add(at.request());
            at = at.next(answer);
        }
        assertThat(at.asks()).isFalse();
        return at.outcome();
    }

    private static ProviderAnswer json(String body) {
        return json(200, Map.of(), body);
    }

    private static Conversation slack(Delivery delivery, String thread) {
        SlackSettings settings = new SlackSettings(
                BASE,
                BASE,
                "",
                "Bearer x",
                Map.of(),
                "",
                SlackSettings.Moves.USUAL,
                Duration.ZERO,
                DestinationLimits.USUAL);
        return new SlackLookups(settings).message(delivery, "C0SUPPORT", thread);
    }

    private static String messages(String message, String rest) {
        return "{\"ok\":true,\"messages\":[" + message + "]" + rest + "}";
    }

    @Test
    void a_message_is_ours_when_our_bot_wrote_it_and_it_carries_the_marker_in_metadata_or_block() {
        String marker = "\"" + MESSAGE.marker() + "\"";
        String byMetadata =
                "{\"bot_id\":\"B1\",\"ts\":\"1.2\",\"metadata\":{\"event_payload\":{\"op\":" + marker + "}}}";
        String byBlock = "{\"bot_id\":\"B1\",\"ts\":\"1.3\",\"blocks\":[{\"block_id\":" + marker + "}]}";
        String copied = byBlock.replace("B1", "B2");
        assertThat(answer(slack(MESSAGE, ""), json(BOT), json(messages(byMetadata, "")))
                        .id())
                .isEqualTo("1.2");
        assertThat(answer(slack(MESSAGE, ""), json(BOT), json(messages(byBlock, "")))
                        .channel())
                .isEqualTo("C0SUPPORT");
        assertThat(answer(slack(MESSAGE, ""), json(BOT), json(messages(copied, "")))
                        .kind())
                .isEqualTo(Kind.ABSENT);
    }

    @Test
    void history_is_read_page_by_page_from_before_the_first_attempt() {
        String more = ",\"has_more\":true,\"response_metadata\":{\"next_cursor\":\"dXNlcjpV=\"}";
        Outcome outcome = answer(slack(MESSAGE, ""), json(BOT), json(messages("", more)), json(messages("", "")));
        assertThat(outcome.kind()).isEqualTo(Kind.ABSENT);
        assertThat(asked.get(1).path())
                .contains("oldest=" + MESSAGE.firstSentAt().minusSeconds(120).getEpochSecond());
        assertThat(asked.get(2).path()).contains("cursor=dXNlcjpV%3D");
    }

    @Test
    void history_is_read_no_further_than_the_last_attempt_may_have_arrived() {
        Instant last = Deliveries.NOW.plusSeconds(300);
        answer(slack(sent(Deliveries.NOW, last), ""), json(BOT), json(messages("", "")));
        assertThat(asked).hasSize(2);
        Duration latest = Duration.ofSeconds(3 * 20 + 120 + 1);
        assertThat(asked.get(1).path())
                .contains(
                        "oldest=" + Deliveries.NOW.minusSeconds(120).getEpochSecond() + ".",
                        "latest=" + last.plus(latest).getEpochSecond() + ".");
    }

    @Test
    void attempts_that_lie_far_apart_are_looked_for_each_where_it_may_have_arrived_the_last_one_first() {
        Instant first = Deliveries.NOW.minus(Duration.ofHours(8));
        Delivery delivery = sent(first, Deliveries.NOW);
        String ours = "{\"bot_id\":\"B1\",\"ts\":\"1.3\",\"blocks\":[{\"block_id\":\"" + delivery.marker() + "\"}]}";
        assertThat(answer(slack(delivery, ""), json(BOT), json(messages("", "")), json(messages(ours, "")))
                        .id())
                .isEqualTo("1.3");
        assertThat(asked.get(1).path())
                .contains("oldest=" + Deliveries.NOW.minusSeconds(120).getEpochSecond());
        assertThat(asked.get(2).path())
                .contains("oldest=" + first.minusSeconds(120).getEpochSecond())
                .doesNotContain("cursor");
        assertThat(answer(slack(delivery, ""), json(BOT), json(messages("", "")), json(messages("", "")))
                        .kind())
                .isEqualTo(Kind.ABSENT);
    }

    @Test
    void a_channel_with_more_messages_than_are_read_proves_nothing() {
        ProviderAnswer page = json(messages("", ",\"has_more\":true,\"response_metadata\":{\"next_cursor\":\"c\"}"));
        ProviderAnswer[] answers = Collections.nCopies(26, page).toArray(new ProviderAnswer[0]);
        answers[0] = json(BOT);
        Outcome outcome = answer(slack(MESSAGE, ""), answers);
        assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(outcome.reason()).isEqualTo("too many messages to search");
    }

    private static Delivery sent(Instant first, Instant last) {
        return Deliveries.of("slack", "post_message").sent(first, last).build();
    }

    @Test
    void a_reply_is_looked_for_in_its_thread() {
        answer(slack(MESSAGE, "5.6"), json(BOT), json(messages("", "")));
        assertThat(asked.get(1).path()).contains("/conversations.replies?", "ts=5.6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_in_channel", "missing_scope", "invalid_auth", "internal_error", "brand_new_error"})
    void a_slack_that_does_not_show_the_channel_proves_nothing(String error) {
        ProviderAnswer refused = json("{\"ok\":false,\"error\":\"" + error + "\"}");
        assertThat(answer(slack(MESSAGE, ""), json(BOT), refused).kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void more_messages_than_slack_shows_prove_nothing() {
        assertThat(answer(slack(MESSAGE, ""), json(BOT), json(messages("", ",\"has_more\":true")))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    private static ProviderAnswer json(int status, Map<String, String> headers, String body) {
        return Deliveries.answer(status, headers, body);
    }
}
