package io.patchbay.connectors.jira;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.connectors.text.Marker;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversations with Jira that settle an unknown outcome, answered by hand. */
class JiraLookupTest {
    private static final URI BASE = URI.create("https://provider.example.com");

    private static final String ME = "{\"accountId\":\"me\"}";

    private static final Delivery ISSUE = Deliveries.of("jira", "create_issue").build();

    private static final Delivery COMMENT =
            Deliveries.of("jira", "add_comment").with(Deliveries.TICKET).build();

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
        JiraLookups lookups = new JiraLookups(settings);
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
        assertThat(asked.get(2).path()).contains("startAt=20");
    }

    @Test
    void comments_without_end_are_for_a_person() {
        ProviderAnswer page = json(comments(comment("1", "somebody", "hi", "2026-11-21T09:00:00.000+0000"), 20));
        assertThat(answer(jira(COMMENT), json(ME), page, page, page, page, page, page, page, page, page, page)
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    private static ProviderAnswer json(int status, Map<String, String> headers, String body) {
        return Deliveries.answer(status, headers, body);
    }
}
