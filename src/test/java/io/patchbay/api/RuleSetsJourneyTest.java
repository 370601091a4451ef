package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.rules.RuleSets;
import io.patchbay.rules.Rules;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Publishing, putting in force, replaying, simulating and explaining, over HTTP, on two nodes and PostgreSQL. */
class RuleSetsJourneyTest {
    private static final String RULE_SETS = "/api/v1/rule-sets";
    private static StaffDesk desk;
    private static StaffDesk other;

    @BeforeAll
    static void start() {
        String url = Database.newPostgresUrl();
        Map<String, String> settings = Map.of(
                "spring.datasource.url",
                url,
                "spring.datasource.username",
                "postgres",
                "spring.datasource.hikari.maximum-pool-size",
                "12",
                "patchbay.rules.follow-ms",
                "300",
                "patchbay.rules.four-eyes",
                "true",
                "patchbay.rules.drift-first-ms",
                "1000",
                "patchbay.rules.drift-every-ms",
                "1000");
        desk = new StaffDesk(settings);
        other = new StaffDesk(settings);
    }

    @AfterAll
    static void stop() {
        other.close();
        desk.close();
    }

    private static Map<String, String> shipped() throws IOException {
        Map<String, String> files = new HashMap<>();
        for (String name : List.of("routing", "review", "severity", "topics", "lexicon")) {
            files.put(name + ".yaml", Files.readString(Path.of("connectors-config/rules", name + ".yaml")));
        }
        return files;
    }

    /** The shipped rules with one more, that sends every outage to billing. */
    private static Map<String, String> withOutagesToBilling(String id) throws IOException {
        Map<String, String> files = shipped();
        files.put("more.yaml", """
                routing:
                  - id: %s
                    description: Outages are billed.
                    owner: billing-desk
                    queue: billing
                    when: caller.intent == 'report_outage'
                """.formatted(id));
        return files;
    }

    private static Map<String, String> by(String who, String why) {
        return Map.of("who", who, "why", why);
    }

    private static Map<String, Object> draft(Map<String, String> files) {
        return Map.of("files", files, "author", "review-lead", "reason", "a try");
    }

    private static String inForce(StaffDesk desk) {
        return desk.hub.bean(Rules.class).current().hash();
    }

    @Test
    void aPublishedVersion_isPutInForceOnEveryNode_andRolledBack_andSurvivesAStart() throws IOException {
        String before = inForce(desk);
        String hash = desk.done(RULE_SETS, draft(withOutagesToBilling("outage-billed")))
                .get("hash")
                .asText();
        assertThat(inForce(desk)).isEqualTo(before);

        desk.refused(RULE_SETS + "/" + hash + "/activate", by("review-lead", "as agreed"), 409, "has to approve");
        desk.refused(RULE_SETS + "/" + hash + "/approve", by("review-lead", "mine"), 403, "somebody else");
        desk.done(RULE_SETS + "/" + hash + "/approve", by("support-lead", "looked at"));
        desk.refused(RULE_SETS + "/" + hash + "/approve", by("billing-lead", "me too"), 409, "approved already");
        desk.refused(RULE_SETS + "/" + hash + "/activate", by("support-lead", "as agreed"), 403, "rule-owner");
        desk.done(RULE_SETS + "/" + hash + "/activate", by("review-lead", "as agreed"));
        assertThat(inForce(desk)).isEqualTo(hash);
        Awaitility.await().atMost(TimeLimit.ofSeconds(10)).until(() -> inForce(other)
                .equals(hash));
        JsonNode billed = desk.settled(desk.call("06-support", Map.of("intent", "report_outage", "product_area", "b")));
        assertThat(billed.get("queue").asText()).isEqualTo("billing");

        RuleSets ruleSets = other.hub.bean(RuleSets.class);
        ruleSets.start(ruleSets.find(before).orElseThrow());
        assertThat(inForce(other))
                .as("a start keeps what a person put in force")
                .isEqualTo(hash);

        desk.done(RULE_SETS + "/" + before + "/activate", by("review-lead", "rolled back"));
        assertThat(inForce(desk)).isEqualTo(before);
        Awaitility.await().atMost(TimeLimit.ofSeconds(10)).until(() -> inForce(other)
                .equals(before));

        JsonNode list = desk.hub.get(RULE_SETS);
        assertThat(list.at("/activations/0/by").asText()).isEqualTo("review-lead");
        assertThat(list.at("/activations/0/reason").asText()).isEqualTo("rolled back");
        assertThat(list.get("versions").findValuesAsText("hash")).contains(hash, before);
        assertThat(desk.hub.get(RULE_SETS + "/" + hash).at("/version/approver").asText())
                .isEqualTo("support-lead");
        assertThat(desk.hub.get(RULE_SETS + "/" + hash).at("/version/author").asText())
                .isEqualTo("review-lead");
    }

    @Test
    void aVersionThatCannotBeUsed_isRefusedWithThePlaceAndWhatToDo() throws IOException {
        Map<String, String> files = shipped();
        files.put("more.yaml", """
                routing:
                  - id: shouted
                    description: Whoever shouts.
                    owner: billing-desk
                    queue: billing
                    when: caller.urgency == 'critical'
                """);
        JsonNode problem = io.patchbay.sandbox.RunningHub.json(
                desk.send(RULE_SETS, draft(files)).body());
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.at("/problems/0/file").asText()).isEqualTo("rules/more.yaml");
        assertThat(problem.at("/problems/0/line").asInt()).isEqualTo(6);

        Map<String, Object> own = new HashMap<>(draft(shipped()));
        own.put("approver", "support-lead");
        desk.refused(RULE_SETS, own, 400, "a token of their own");
        desk.refused(RULE_SETS, Map.of("author", "review-lead", "reason", "x"), 400, "files is");
        desk.refused(RULE_SETS + "/abc/activate", by("review-lead", "x"), 404, "no such rule set");
        desk.refused(RULE_SETS + "/simulate", Map.of("files", shipped()), 400, "either last");
        files.remove("more.yaml");
        files.put("../evil.yaml", "x: y");
        desk.refused(RULE_SETS, draft(files), 400, "the rules cannot be used");
    }

    @Test
    void aDraftIsSimulatedOverStoredCalls_withTheDifferencesAndExamples_andNothingIsSent() throws IOException {
        String callId = desk.call("06-support", Map.of("intent", "report_outage", "product_area", "simulated"));
        JsonNode found = desk.settled(callId);
        int sent = desk.providers.journal().requests().size();
        JsonNode report = desk.done(
                RULE_SETS + "/simulate", Map.of("files", withOutagesToBilling("outage-simulated"), "last", 100));
        assertThat(report.get("changed").asLong()).isPositive();
        assertThat(report.at("/moves").toString()).contains("support -> billing");
        assertThat(report.at("/examples/queue").findValuesAsText("case_ref"))
                .contains(found.get("ref").asText());
        assertThat(desk.done(RULE_SETS + "/simulate", Map.of("hash", inForce(desk), "days", 1))
                        .get("decisions")
                        .asLong())
                .isPositive();
        assertThat(desk.providers.journal().requests()).hasSize(sent);
    }

    @Test
    void aRoutingMarkedAsWrong_proposesAnExample_thatCountsOnceItsVersionIsInForce() {
        String said = "The green hats of Ferdinand have come through the hatch again.";
        String callId = desk.call("06-support", Map.of("summary", said, "topics", List.of(), "intent", "question"));
        JsonNode found = desk.settled(callId);
        assertThat(found.get("queue").asText()).isEqualTo("support");
        String ref = found.get("ref").asText();
        Map<String, String> wrong = Map.of(
                "who",
                "support-lead",
                "why",
                "green hats are what we call intruders",
                "belongs_to",
                "security",
                "text",
                "The green hats of Ferdinand are in the hatch.",
                "language",
                "en");
        String path = "/api/v1/cases/" + ref + "/wrong-routing";
        String before = inForce(desk);

        JsonNode proposal = desk.done(path, wrong);
        assertThat(proposal.get("state").asText()).isEqualToIgnoringCase("open");
        assertThat(desk.done(path, wrong).get("id")).as("sent twice").isEqualTo(proposal.get("id"));
        assertThat(desk.hub.get("/api/v1/cases/" + ref).get("timeline").toString())
                .contains("Routing marked as wrong: it belongs to security.");
        assertThat(inForce(desk)).as("nothing is learnt by itself").isEqualTo(before);
        assertThat(desk.hub.get("/api/v1/example-proposals").findValuesAsText("id"))
                .contains(proposal.get("id").asText());

        String id = "/api/v1/example-proposals/" + proposal.get("id").asText();
        JsonNode simulated = desk.done(id + "/simulate", Map.of("last", 100));
        assertThat(simulated.at("/examples/queue").findValuesAsText("case_ref")).contains(ref);
        desk.refused(id + "/accept", by("support-lead", "yes"), 403, "rule-owner");
        String hash = desk.done(id + "/accept", by("review-lead", "they are right"))
                .get("rule_set")
                .asText();
        desk.refused(id + "/reject", by("review-lead", "or not"), 409, "already");
        assertThat(inForce(desk)).isEqualTo(before);
        desk.done(RULE_SETS + "/" + hash + "/approve", by("support-lead", "looked at"));
        desk.done(RULE_SETS + "/" + hash + "/activate", by("review-lead", "as agreed"));

        JsonNode heard = desk.settled(desk.call(
                "06-support",
                Map.of("summary", "Ferdinand's green hats, in the hatch!", "topics", List.of(), "intent", "question")));
        assertThat(heard.get("queue").asText()).isEqualTo("security");
        JsonNode explained = desk.hub.get("/api/v1/cases/" + heard.get("ref").asText() + "/explain");
        assertThat(explained.get("resembles").toString()).contains("security 0.", "green hats of Ferdinand");
        desk.done(RULE_SETS + "/" + before + "/activate", by("review-lead", "rolled back"));
    }

    @Test
    void aWrongRouting_isRefusedWithoutWhatItNeeds() {
        String callId = desk.call("06-support", Map.of("product_area", "wrong routing"));
        String path = "/api/v1/cases/" + desk.settled(callId).get("ref").asText() + "/wrong-routing";
        Map<String, String> wrong = new HashMap<>(
                Map.of("why", "w", "belongs_to", "security", "text", "Somebody is in our account.", "language", "en"));
        wrong.put("who", "support-lead");
        for (Map.Entry<String, String> bad : Map.of(
                        "belongs_to", "kitchen", "text", "short", "language", "tlh", "why", " ")
                .entrySet()) {
            Map<String, String> body = new HashMap<>(wrong);
            body.put(bad.getKey(), bad.getValue());
            desk.refused(path, body, 400, bad.getKey());
        }
        desk.refused("/api/v1/cases/0000-0000/wrong-routing", wrong, 404, "case");
        desk.refused("/api/v1/example-proposals/exp_unknown/reject", by("review-lead", "x"), 404, "example proposal");
    }

    @Test
    void aStoredDecisionThatSomebodyAlteredByHand_isReportedByTheNextScheduledCheck() {
        MeterRegistry meters = desk.hub.bean(MeterRegistry.class);
        JsonNode found = desk.settled(desk.call("06-support", Map.of("product_area", "altered by hand")));
        String decision = desk.hub
                .get("/api/v1/cases/" + found.get("ref").asText() + "/explain")
                .get("decision")
                .asText();
        assertThat(meters.get("patchbay.rules.drift").gauge().value()).isZero();
        JdbcTemplate database = desk.hub.bean(JdbcTemplate.class);
        String stored = database.queryForObject("select content from decision where id = ?", String.class, decision);

        database.update(
                "update decision set content = ? where id = ?",
                stored.replaceFirst("\"rule\":\"support-failure\"", "\"rule\":\"support-question\""),
                decision);

        Awaitility.await()
                .atMost(TimeLimit.ofSeconds(30))
                .until(() -> meters.get("patchbay.rules.drift").gauge().value() == 1);
        database.update("update decision set content = ? where id = ?", stored, decision);
        Awaitility.await()
                .atMost(TimeLimit.ofSeconds(30))
                .until(() -> meters.get("patchbay.rules.drift").gauge().value() == 0);
    }

    @Test
    void aDecisionIsExplained_andReplaysTheSame() {
        JsonNode found = desk.settled(desk.call("06-support", Map.of("product_area", "explained")));
        JsonNode explained = desk.hub.get("/api/v1/cases/" + found.get("ref").asText() + "/explain");
        assertThat(explained.get("queue").asText()).isEqualTo("support");
        assertThat(explained.get("winner").asText())
                .startsWith(found.get("rule").asText());
        assertThat(explained.get("earlier").findValuesAsText("queue"))
                .containsExactly("security", "privacy", "identity", "billing", "commercial");
        assertThat(explained.at("/earlier/0/why").asText()).contains("none of its");
        assertThat(explained.at("/rules/0/when").asText()).isNotEmpty();
        assertThat(explained.at("/rules/0/values").size()).isPositive();

        JsonNode replay =
                desk.done("/api/v1/decisions/" + explained.get("decision").asText() + "/replay", Map.of());
        assertThat(replay.get("agrees").asBoolean()).isTrue();
        assertThat(replay.get("differences")).isEmpty();
        desk.refused("/api/v1/decisions/dec_nothing/replay", Map.of(), 404, "no such decision");
    }
}
