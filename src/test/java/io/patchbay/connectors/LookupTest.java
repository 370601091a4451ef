package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversations that settle an unknown outcome, answered by hand. */
class LookupTest {
    private static final URI BASE = URI.create("https://provider.example.com");
    private static final String ME = "{\"accountId\":\"me\"}";
    private static final String BOT = "{\"ok\":true,\"bot_id\":\"B1\"}";
    private static final Delivery ISSUE = Deliveries.of("jira", "create_issue").build();
    private static final Delivery COMMENT =
            Deliveries.of("jira", "add_comment").with(Deliveries.TICKET).build();
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

    private static ProviderAnswer json(int status, Map<String, String> headers, String body) {
        return ProviderAnswer.of(status, headers, body.getBytes(StandardCharsets.UTF_8), Deliveries.NOW);
    }

    private static Conversation jira(Delivery delivery) {
        JiraSettings settings = new JiraSettings(
                BASE,
                BASE,
                "Basic x",
                Map.of("support", new JiraSettings.Project("SUP", "Task", "")),
                "",
                "Relates",
                JiraSettings.Moves.USUAL,
                Map.of(),
                null);
        JiraLookups lookups = new JiraLookups(settings, Map.of());
        return delivery == COMMENT ? lookups.comment(COMMENT, "SUP-42") : lookups.issue(delivery);
    }

    private static String hit(String id, String key, String marker) {
        return "{\"id\":\"" + id + "\",\"key\":\"" + key + "\",\"properties\":{\"patchbay.dispatch\":{\"marker\":\""
                + marker + "\"}}}";
    }

    @Test
    void an_issue_is_found_by_label_and_proven_by_its_property_the_oldest_of_several() {
        String found = "{\"issues\":[" + hit("9", "SUP-3", "somebody-elses") + "," + hit("12", "SUP-5", ISSUE.marker())
                + "," + hit("11", "SUP-4", ISSUE.marker()) + "]}";
        Outcome outcome = answer(jira(ISSUE), json(ME), json(found));
        assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(List.of(outcome.id(), outcome.key(), outcome.url()))
                .containsExactly("11", "SUP-4", BASE + "/browse/SUP-4");
        assertThat(new String(asked.get(1).body(), StandardCharsets.UTF_8))
                .contains("project = \\\"SUP\\\" AND labels = \\\"pb-C7K4-92MX.jira.create_issue.1\\\"");
    }

    @Test
    void no_issue_with_the_label_is_absence_from_a_jira_that_knows_us() {
        assertThat(answer(jira(ISSUE), json(ME), json("{\"issues\":[]}")).kind())
                .isEqualTo(Kind.ABSENT);
    }

    @Test
    void a_label_without_its_proof_is_for_a_person() {
        String clone = "{\"issues\":[" + hit("9", "SUP-3", "somebody-elses") + "]}";
        assertThat(answer(jira(ISSUE), json(ME), json(clone)).kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void an_anonymous_answer_proves_nothing() {
        Map<String, String> anonymous = Map.of("x-seraph-loginreason", "AUTHENTICATED_FAILED");
        assertThat(answer(jira(ISSUE), json(200, anonymous, ME)).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(answer(jira(ISSUE), json(ME), json(200, anonymous, "{\"issues\":[]}"))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(answer(jira(ISSUE), json("{}")).kind()).isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 500, 503})
    void a_look_up_that_is_refused_proves_nothing(int status) {
        assertThat(answer(jira(ISSUE), json(ME), json(status, Map.of(), "{}")).kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void a_look_up_that_is_throttled_waits() {
        Outcome outcome = answer(jira(ISSUE), json(429, Map.of("retry-after", "7"), "{}"));
        assertThat(outcome.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(outcome.retryAfter()).hasSeconds(7);
    }

    private static String comment(String id, String author, String text, String created) {
        return "{\"id\":\"" + id + "\",\"author\":{\"accountId\":\"" + author + "\"},\"created\":\"" + created
                + "\",\"body\":{\"text\":\"" + text + "\"}}";
    }

    private static String comments(String one, int times) {
        return "{\"comments\":[" + String.join(",", Collections.nCopies(times, one)) + "]}";
    }

    @Test
    void a_comment_is_ours_when_we_wrote_it_and_it_holds_the_marker() {
        String marker = Marker.label(COMMENT.marker());
        String quoted = comment("1", "somebody", "they said " + marker, "2026-11-21T09:00:00.000+0000");
        String ours = comment("2", "me", marker, "2026-11-21T09:00:00.000+0000");
        assertThat(answer(jira(COMMENT), json(ME), json("{\"comments\":[" + quoted + "," + ours + "]}"))
                        .id())
                .isEqualTo("2");
        assertThat(answer(jira(COMMENT), json(ME), json("{\"comments\":[" + quoted + "]}"))
                        .kind())
                .isEqualTo(Kind.ABSENT);
    }

    @Test
    void comments_are_read_back_to_the_first_attempt_and_no_further() {
        String recent = comments(comment("1", "somebody", "hi", "2026-11-21T09:00:00.000+0000"), 20);
        String old = comments(comment("1", "somebody", "hi", "2026-11-20T09:00:00.000+0000"), 20);
        assertThat(answer(jira(COMMENT), json(ME), json(recent), json(old)).kind())
                .isEqualTo(Kind.ABSENT);
        assertThat(asked.get(2).uri().getQuery()).contains("startAt=20");
    }

    @Test
    void comments_without_end_are_for_a_person() {
        ProviderAnswer page = json(comments(comment("1", "somebody", "hi", "2026-11-21T09:00:00.000+0000"), 20));
        assertThat(answer(jira(COMMENT), json(ME), page, page, page, page, page, page, page, page, page, page)
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
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
        return new SlackLookups(settings, Map.of()).message(delivery, "C0SUPPORT", thread);
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
        assertThat(asked.get(1).uri().getRawQuery())
                .contains("oldest=" + MESSAGE.firstSentAt().minusSeconds(120).getEpochSecond());
        assertThat(asked.get(2).uri().getRawQuery()).contains("cursor=dXNlcjpV%3D");
    }

    @Test
    void history_is_read_no_further_than_the_last_attempt_may_have_arrived() {
        Instant last = Deliveries.NOW.plusSeconds(300);
        answer(slack(sent(Deliveries.NOW, last), ""), json(BOT), json(messages("", "")));
        assertThat(asked).hasSize(2);
        Duration latest = Duration.ofSeconds(3 * 20 + 120 + 1);
        assertThat(asked.get(1).uri().getRawQuery())
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
        assertThat(asked.get(1).uri().getRawQuery())
                .contains("oldest=" + Deliveries.NOW.minusSeconds(120).getEpochSecond());
        assertThat(asked.get(2).uri().getRawQuery())
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
        assertThat(asked.get(1).uri().toString()).contains("/conversations.replies?", "ts=5.6");
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

    @Test
    void an_incident_of_the_dedup_key_is_found_with_its_address() {
        Outcome found = PagerDutyAnswers.found(
                json(
                        "{\"incidents\":[{\"id\":\"PT4KHLK\",\"status\":\"resolved\",\"html_url\":\"https://a.example/i\"}]}"),
                "key");
        assertThat(List.of(found.id(), found.key(), found.url()))
                .containsExactly("key", "PT4KHLK", "https://a.example/i");
        assertThat(PagerDutyAnswers.found(json("{\"incidents\":[]}"), "key").kind())
                .isEqualTo(Kind.ABSENT);
        assertThat(PagerDutyAnswers.found(json("{}"), "key").kind()).isEqualTo(Kind.UNKNOWN);
    }
}
