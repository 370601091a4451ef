package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.storage.Database;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A case of a restricted queue is not listed, counted, explained or read by whom the directory does not give the queue. */
class RestrictedCasesTest {
    private static final String MARK = "zebrafinch";
    private static final List<String> OUTSIDERS =
            List.of("jonas", "support-lead", "review-lead", "lena", "tomas", "pia");
    private static final Map<Database, Scene> SCENES = new EnumMap<>(Database.class);

    /** A security case, a support case, and an incident with both. */
    private static final class Scene implements AutoCloseable {
        private final StaffDesk desk;
        private final JdbcTemplate database;
        private final String hidden;
        private final String open;
        private final String call;
        private final String event;
        private final String decision;
        private final String dispatch;
        private final String incident;
        private final String hiddenIncident;

        private Scene(Map<String, String> settings) {
            desk = new StaffDesk(settings);
            database = desk.hub.bean(JdbcTemplate.class);
            call = desk.call(
                    "01-security",
                    Map.of(
                            "summary",
                            "Our account was hacked, " + MARK,
                            "product_area",
                            MARK,
                            "promises",
                            List.of(MARK)));
            JsonNode found = desk.settled(call);
            assertThat(found.get("queue").asText()).isEqualTo("security");
            hidden = found.get("ref").asText();
            open = desk.settled(desk.call("06-support", Map.of("product_area", "orders")))
                    .get("ref")
                    .asText();
            event = text("select min(id) from event where case_ref = ?", hidden);
            decision = text("select decision_id from support_case where ref = ?", hidden);
            dispatch = text("select min(id) from dispatch where case_ref = ?", hidden);
            database.update("update dispatch set state = 'dead' where id = ?", dispatch);
            database.update(
                    "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state, call_id)"
                            + " select 'evt_aside', source, 'aside', body_hash, content_type, query, headers, body, 'quarantined',"
                            + " call_id from event where id = ?",
                    event);
            database.update(
                    "insert into drift (id, case_ref, tool, open_for, state, facts) values ('drf_hidden', ?, 'jira', ?, 'open', '[]')",
                    hidden,
                    hidden + "|jira");
            database.update(
                    "insert into case_mark (case_ref, kind, topic, queue) values (?, 'claim', ?, 'security')",
                    hidden,
                    MARK);
            database.update(
                    "insert into case_mark (case_ref, kind, topic, queue) values (?, 'review', ?, 'support')",
                    hidden,
                    MARK);
            incident = declared("Both", List.of(hidden, open));
            hiddenIncident = declared("Only " + MARK, List.of(hidden));
            database.update(
                    "insert into incident_update (incident_id, version, case_ref, state, reason) values (?, 1, ?, 'sent', '')",
                    incident,
                    hidden);
        }

        private String declared(String title, List<String> cases) {
            return desk.done("/api/v1/incidents", Map.of("who", "sec-lead", "title", title, "cases", cases))
                    .at("/incident/id")
                    .asText();
        }

        private String text(String sql, String argument) {
            return database.queryForObject(sql, String.class, argument);
        }

        private HttpResponse<String> get(String who, String path) {
            return desk.hub.get(PersonTokens.of(who), "/api/v1/" + path);
        }

        private HttpResponse<String> post(String who, String path, Object body) {
            return desk.hub.post(PersonTokens.of(who), "/api/v1/" + path, body);
        }

        @Override
        public void close() {
            desk.close();
        }
    }

    @BeforeAll
    static void start() {
        SCENES.put(Database.H2, new Scene(Map.of()));
        SCENES.put(
                Database.POSTGRESQL,
                new Scene(Map.of(
                        "spring.datasource.url",
                        Database.newPostgresUrl(),
                        "spring.datasource.username",
                        "postgres",
                        "spring.datasource.hikari.maximum-pool-size",
                        "12")));
    }

    @AfterAll
    static void stop() {
        SCENES.values().forEach(Scene::close);
    }

    static Stream<Arguments> outsiders() {
        return Stream.of(Database.values()).flatMap(on -> OUTSIDERS.stream().map(who -> Arguments.of(on, who)));
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void nothingOfTheCase_isInAnyAnswerThatAnOutsiderCanGet(Database on, String who) {
        Scene scene = SCENES.get(on);
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String path : List.of(
                "attention",
                "attention?owner=sec-lead",
                "cases?size=200",
                "cases?queue=security",
                "cases?call_id=" + scene.call,
                "cases?status=open",
                "events?state=done",
                "events?state=quarantined",
                "dispatches?state=done&size=200",
                "dispatches?state=dead",
                "drifts",
                "insights?days=90",
                "incidents?state=open",
                "incidents/" + scene.incident,
                "incidents/" + scene.incident + "/report",
                "cases/" + scene.open,
                "cases/" + scene.open + "/explain",
                "sources")) {
            HttpResponse<String> answer = scene.get(who, path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            answers.add(answer);
        }
        if (who.equals("review-lead")) {
            String hash = scene.desk
                    .hub
                    .get("/api/v1/rule-sets")
                    .at("/versions/0/hash")
                    .asText();
            HttpResponse<String> simulated = scene.post(who, "rule-sets/simulate", Map.of("hash", hash, "last", 1_000));
            assertThat(RunningHub.json(simulated.body()).get("decisions").asInt())
                    .as("the support case's decisions and no others")
                    .isEqualTo(scene.database.queryForObject(
                            "select count(*) from decision where case_ref = ?", Integer.class, scene.open));
            answers.add(simulated);
        }
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.body())
                    .as(answer.uri().toString())
                    .doesNotContain(
                            MARK,
                            scene.hidden,
                            scene.decision,
                            scene.dispatch,
                            "\"" + scene.event + "\"",
                            "\"" + scene.call + "\"",
                            "evt_aside",
                            "drf_hidden",
                            scene.hiddenIncident);
        }
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void whatIsOutOfSight_isAnsweredLikeWhatDoesNotExist(Database on, String who) {
        Scene scene = SCENES.get(on);
        Map<String, String> absent = Map.of(
                "cases/" + scene.hidden,
                "cases/C7K4-92MX",
                "cases/" + scene.hidden + "/explain",
                "cases/C7K4-92MX/explain",
                "cases/" + scene.hidden + "/readback",
                "cases/C7K4-92MX/readback",
                "events/" + scene.event,
                "events/evt_absent",
                "events/evt_aside",
                "events/evt_absent",
                "incidents/" + scene.hiddenIncident,
                "incidents/inc_absent",
                "incidents/" + scene.hiddenIncident + "/report",
                "incidents/inc_absent/report");
        absent.forEach((hidden, missing) -> same(scene.get(who, hidden), scene.get(who, missing), hidden));
        Map<String, String> actions = Map.of(
                "decisions/" + scene.decision + "/replay",
                "decisions/dec_absent/replay",
                "dispatches/" + scene.dispatch + "/verdict",
                "dispatches/dsp_absent/verdict",
                "drifts/drf_hidden/mend",
                "drifts/drf_absent/mend",
                "cases/" + scene.hidden + "/notes",
                "cases/C7K4-92MX/notes",
                "cases/" + scene.hidden + "/severity",
                "cases/C7K4-92MX/severity",
                "cases/" + scene.hidden + "/release",
                "cases/C7K4-92MX/release",
                "incidents/" + scene.incident + "/cases/" + scene.hidden + "/unlink",
                "incidents/" + scene.incident + "/cases/C7K4-92MX/unlink",
                "incidents/" + scene.incident + "/updates/" + scene.hidden + "/acknowledgement",
                "incidents/" + scene.incident + "/updates/C7K4-92MX/acknowledgement");
        Map<String, Object> body = Map.of("why", "to look", "verdict", "give_up", "level", 1);
        actions.forEach(
                (hidden, missing) -> same(scene.post(who, hidden, body), scene.post(who, missing, body), hidden));
        same(
                scene.post(who, "incidents/" + scene.incident + "/cases", Map.of("why", "w", "case", scene.hidden)),
                scene.post(who, "incidents/" + scene.incident + "/cases", Map.of("why", "w", "case", "C7K4-92MX")),
                "linking");
        if (who.equals("tomas")) {
            JsonNode replayed = RunningHub.json(scene.post(
                            who, "dispatches/replay", Map.of("why", "w", "ids", List.of(scene.dispatch, "dsp_absent")))
                    .body());
            assertThat(replayed.get("replayed")).isEmpty();
            assertThat(scene.text("select state from dispatch where id = ?", scene.dispatch))
                    .isEqualTo("dead");
        }
    }

    private static void same(HttpResponse<String> hidden, HttpResponse<String> missing, String what) {
        assertThat(hidden.statusCode()).as(what + " " + hidden.body()).isIn(403, 404);
        assertThat(hidden.statusCode()).as(what).isEqualTo(missing.statusCode());
        assertThat(words(hidden)).as(what).isEqualTo(words(missing));
    }

    /** Without the path that was asked for, which the asker knows. */
    private static Map<?, ?> words(HttpResponse<String> answer) {
        Map<?, ?> words = Json.read(answer.body(), Map.class);
        words.remove("instance");
        return words;
    }

    @ParameterizedTest
    @EnumSource
    void anIncidentWithIt_isShownWithoutIt_andWithoutItsCount(Database on) {
        Scene scene = SCENES.get(on);
        JsonNode whole = scene.desk.hub.get("/api/v1/incidents/" + scene.incident);
        JsonNode seen = RunningHub.json(
                scene.get("support-lead", "incidents/" + scene.incident).body());
        assertThat(whole.get("cases")).hasSize(2);
        assertThat(whole.at("/incident/calls").asInt()).isEqualTo(2);
        assertThat(whole.get("updates")).hasSize(1);
        assertThat(seen.get("cases")).hasSize(1);
        assertThat(seen.at("/incident/calls").asInt()).isEqualTo(1);
        assertThat(seen.get("updates")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whomTheDirectoryGivesTheQueue_seesAndWorksIt(Database on) {
        Scene scene = SCENES.get(on);
        assertThat(scene.get("amara", "cases?queue=security").body()).contains(scene.hidden);
        assertThat(scene.get("amara", "cases/" + scene.hidden).body()).contains(MARK);
        assertThat(scene.get("amara", "cases/" + scene.hidden + "/explain").statusCode())
                .isEqualTo(200);
        assertThat(scene.get("amara", "events/" + scene.event).body()).contains(scene.hidden);
        assertThat(scene.get("amara", "incidents/" + scene.hiddenIncident).statusCode())
                .isEqualTo(200);
        assertThat(scene.get("amara", "insights?days=90").body()).contains("security", MARK);
        assertThat(scene.get("amara", "drifts").body()).contains("drf_hidden");
        assertThat(scene.get("amara", "attention").body()).contains("drf_hidden", scene.dispatch, "evt_aside");
        assertThat(scene.post("amara", "cases/" + scene.hidden + "/notes", Map.of("why", "w", "text", "seen"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(scene.post("amara", "cases/" + scene.hidden + "/owner", Map.of("why", "w", "owner", "jonas"))
                        .body())
                .contains("which is restricted");
        assertThat(scene.desk
                        .hub
                        .get("/api/v1/cases?queue=security")
                        .at("/cases/0/ref")
                        .asText())
                .as("the bootstrap token reads everything")
                .isEqualTo(scene.hidden);
    }
}
