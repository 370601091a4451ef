package io.patchbay.connectors.jira;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.text.Marker;
import io.patchbay.dispatch.Delivery;
import io.patchbay.platform.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JiraComposerTest {
    private static final URI BASE = URI.create("https://jira.example.com");
    private static final JiraSettings SETTINGS = new JiraSettings(
            BASE,
            BASE,
            "Basic x",
            Map.of(
                    "support", new JiraSettings.Project("SUP", "Task", ""),
                    "security", new JiraSettings.Project("SEC", "10002", "10100")),
            "",
            "Relates",
            JiraSettings.Moves.USUAL,
            Map.of("SEV1", "Highest"),
            null);

    private static ObjectNode issue(Deliveries deliveries) {
        return JiraComposer.issue(deliveries.build(), SETTINGS);
    }

    private static Deliveries create() {
        return Deliveries.of("jira", "create_issue");
    }

    @Test
    void an_issue_says_where_it_goes_and_what_it_is_about() {
        JsonNode fields = issue(create()).path("fields");
        assertThat(fields.at("/project/key").asText()).isEqualTo("SUP");
        assertThat(fields.at("/issuetype/name").asText()).isEqualTo("Task");
        assertThat(fields.path("summary").asText())
                .isEqualTo("[C7K4-92MX] checkout: Checkout returns errors since this morning");
        assertThat(fields.at("/assignee/id").asText()).isEqualTo("5b10a2844c20165700ede21g");
        assertThat(fields.path("description").toString())
                .contains("Patchbay case C7K4-92MX, call call-000001, source generic", "payments-core", "Northwind");
    }

    @Test
    void an_issue_carries_its_marker_as_label_and_as_property() {
        ObjectNode issue = issue(create());
        assertThat(issue.at("/fields/labels").toString())
                .isEqualTo("[\"patchbay\",\"pb-C7K4-92MX.jira.create_issue.1\"]");
        assertThat(issue.at("/properties/0").toString())
                .isEqualTo("{\"key\":\"patchbay.dispatch\",\"value\":{\"marker\":\"C7K4-92MX.jira.create_issue.1\","
                        + "\"case\":\"C7K4-92MX\",\"source\":\"generic\",\"call_id\":\"call-000001\"}}");
    }

    @Test
    void a_marker_that_is_no_label_is_hashed_into_one() {
        assertThat(Marker.label("a b \"c\"")).matches("pb-[0-9a-f]{40}").isEqualTo(Marker.label("a b \"c\""));
        assertThat(Marker.label("a b \"d\"")).isNotEqualTo(Marker.label("a b \"c\""));
    }

    @Test
    void a_priority_is_set_only_by_a_confirmed_severity() {
        assertThat(issue(create()).at("/fields/priority").isMissingNode()).isTrue();
        assertThat(issue(create().confirmed(1)).at("/fields/priority/name").asText())
                .isEqualTo("Highest");
        assertThat(issue(create().confirmed(4)).at("/fields/priority").isMissingNode())
                .isTrue();
    }

    @Test
    void a_restricted_queue_names_its_security_level_by_id() {
        JsonNode fields = issue(create().restricted()).path("fields");
        assertThat(fields.at("/project/key").asText()).isEqualTo("SEC");
        assertThat(fields.at("/security/id").asText()).isEqualTo("10100");
        assertThat(fields.at("/issuetype/id").asText()).isEqualTo("10002");
    }

    @Test
    void a_promise_heard_in_the_call_is_marked_as_none_of_the_companys() {
        String description = issue(create().claims("service would be back by noon"))
                .at("/fields/description")
                .toString();
        assertThat(description)
                .contains("not promised by the company", "Unconfirmed, do not repeat: service would be back by noon");
    }

    @Test
    void hostile_text_stays_text() {
        JsonNode fields =
                issue(create().matter(Deliveries.saying(Deliveries.HOSTILE))).path("fields");
        assertThat(fields.path("summary").asText())
                .contains("<!channel>", "{{jira.token}}", "🚒👩‍💻", "שלום")
                .doesNotContain("\u0000", "\u0007", "\u202E", "\n");
        wellFormed(fields.path("description"));
    }

    @Test
    void a_case_of_which_nobody_said_anything_makes_a_whole_issue() {
        JsonNode fields = issue(create().matter(Deliveries.saying(""))).path("fields");
        assertThat(fields.path("summary").asText()).isEqualTo("[C7K4-92MX] call without a summary");
        wellFormed(fields.path("description"));
    }

    @Test
    void lines_of_a_text_become_hard_breaks() {
        JsonNode document = new AdfDocument().paragraph("one\n\ntwo").document();
        assertThat(document.at("/content/0/content").findValuesAsText("type"))
                .containsExactly("text", "hardBreak", "hardBreak", "text");
    }

    @Test
    void a_comment_is_for_staff_unless_the_payload_says_public() {
        Deliveries comment = Deliveries.of("jira", "add_comment").payload("text", "Called again");
        assertThat(internal(JiraComposer.comment(comment.build()))).isTrue();
        assertThat(internal(
                        JiraComposer.comment(comment.payload("public", "yes").build())))
                .isTrue();
        assertThat(internal(
                        JiraComposer.comment(comment.payload("public", "true").build())))
                .isFalse();
    }

    @Test
    void a_public_comment_is_for_staff_where_the_caller_is_not_trusted() {
        Deliveries comment = Deliveries.of("jira", "add_comment")
                .payload("text", "It works again")
                .payload("public", "true")
                .matter(Deliveries.ofUntrustedCaller());

        assertThat(internal(JiraComposer.comment(comment.build()))).isTrue();
    }

    private static boolean internal(ObjectNode comment) {
        assertThat(comment.at("/properties/1/key").asText()).isEqualTo("sd.public.comment");
        return comment.at("/properties/1/value/internal").asBoolean();
    }

    @Test
    void a_comment_carries_its_marker_in_its_text_and_as_property() {
        Delivery delivery = Deliveries.of("jira", "add_comment")
                .payload("text", "Called again")
                .build();
        ObjectNode comment = JiraComposer.comment(delivery);
        assertThat(comment.path("body").toString()).contains("Called again", "pb-C7K4-92MX.jira.add_comment.1");
        assertThat(comment.at("/properties/0/value/marker").asText()).isEqualTo(delivery.marker());
    }

    @Test
    void a_link_has_one_global_id_for_a_case_and_a_target() {
        ObjectNode first = JiraComposer.remoteLink(create().brief(), "slack", "https://a.example/1");
        ObjectNode second = JiraComposer.remoteLink(create().brief(), "slack", "https://a.example/2");
        assertThat(first.path("globalId")).isEqualTo(second.path("globalId"));
        assertThat(JiraComposer.remoteLink(create().brief(), "pagerduty", "https://a.example/1")
                        .path("globalId"))
                .isNotEqualTo(first.path("globalId"));
    }

    @Property(tries = 100)
    void whatever_is_said_stays_within_jiras_limits(
            @ForAll @StringLength(max = 40) String text, @ForAll boolean long_) {
        String said = long_ ? (text + "\"\\\n").repeat(500) : text;
        Delivery delivery = create().matter(Deliveries.saying(said))
                .callId(said)
                .claims(said, said)
                .review("angry_repeat_caller")
                .build();
        JsonNode fields = JiraComposer.issue(delivery, SETTINGS).path("fields");
        assertThat(fields.path("summary").asText()).hasSizeBetween(1, 255).doesNotContain("\n", "\r");
        wellFormed(fields.path("description"));
        Delivery comment =
                Deliveries.of("jira", "add_comment").payload("text", said).build();
        wellFormed(JiraComposer.comment(comment).path("body"));
    }

    /** No more than 32,767 characters, no empty text node, no lone surrogate. */
    private static void wellFormed(JsonNode document) {
        String json = Json.write(document);
        assertThat(json.length()).isLessThanOrEqualTo(JiraComposer.MAX_TEXT);
        assertThat(document.path("version").asInt()).isEqualTo(1);
        List<String> texts = document.findValuesAsText("text");
        assertThat(texts).allSatisfy(text -> {
            assertThat(text).isNotEmpty();
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        });
    }

    @Property
    void no_document_is_longer_than_it_says(@ForAll List<@StringLength(max = 60) String> texts) {
        AdfDocument document = new AdfDocument().bullets(texts);
        for (String text : texts) {
            document.heading("x" + text)
                    .paragraph(text)
                    .facts(List.of(new AdfDocument.Fact(text, "\u0000\"" + text)))
                    .link("x" + text, text);
        }
        assertThat(Json.write(document.document()).length()).isLessThanOrEqualTo(document.longest());
    }
}
