package io.patchbay.journeys;

import static io.patchbay.journeys.SimulatedCompany.kinds;
import static io.patchbay.journeys.SimulatedCompany.project;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is seen of calls that leave their case, and of cases that move in an unusual state. */
abstract class LeavingCallPromises {
    private static final String TREY = "+15550100013";
    private static final String NORTHWIND = "+15550100001";
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String jdbcUrl;
    private SimulatedCompany company;

    LeavingCallPromises(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        company = new SimulatedCompany(jdbcUrl, folder, Map.of());
    }

    @AfterAll
    void stop() {
        company.close();
    }

    private static String id(String name) {
        return name + "-" + NEXT.incrementAndGet();
    }

    private static Map<String, String> says(String intent, String area, String summary) {
        return Map.of("intent", intent, "product_area", area, "error_message", "E-100 " + area, "summary", summary);
    }

    /** A call about a failure, and the reference of its case. */
    private String failing(String call, String area, String summary) {
        company.tell(call, "call.analyzed", TREY, says("report_problem", area, summary));
        return company.settled(call).get("ref").asText();
    }

    @Test
    void correctionThatMakesACallRestricted_isNotReadOnTheCaseThatItLeft() {
        String area = "exports " + id("area");
        String first = id("corrected-first");
        String ref = failing(first, area, "Exports fail");
        String second = id("corrected-second");
        assertThat(failing(second, area, "Exports fail too")).isEqualTo(ref);

        assertThat(company.correct(ref, second, "report.summary", "Our account was hacked, Ransom-note-" + second))
                .isEqualTo(200);

        JsonNode left = company.settled(second);
        assertThat(left.get("queue").asText()).isEqualTo("security");
        assertThat(kinds(company.settled(first))).contains("field.corrected", "call.left");
        assertThat(company.readAs("hana", "/api/v1/cases/" + ref))
                .contains("field.corrected", "Exports fail")
                .doesNotContain("Ransom-note", left.get("ref").asText());
        assertThat(company.placesWith("Ransom-note-" + second)).allMatch(place -> place.startsWith("SEC-"));
    }

    @Test
    void firstCallThatLeavesARestrictedCase_takesNothingOfItAlong() {
        String area = "tokens " + id("area");
        String first = id("open-first");
        company.tell(first, "call.analyzed", TREY, says("report_security", area, "Quince-jelly-" + first));
        String ref = company.settled(first).get("ref").asText();
        String second = id("open-second");
        company.tell(second, "call.analyzed", TREY, says("report_security", area, "Quince-jelly-" + second));
        assertThat(company.settled(second).get("ref").asText()).isEqualTo(ref);

        company.correct(ref, first, "report.intent", "how_to");
        company.correct(company.ref(first), first, "report.topics", "question");
        company.correct(company.ref(first), first, "report.summary", "Asks how the list is sorted");

        JsonNode left = company.settled(first);
        assertThat(left.get("ref").asText()).isNotEqualTo(ref);
        assertThat(left.get("queue").asText()).isNotEqualTo("security");
        JsonNode stayed = company.settled(second);
        assertThat(stayed.get("ref").asText()).isEqualTo(ref);
        assertThat(stayed.get("queue").asText()).isEqualTo("security");
        assertThat(company.openTickets(ref)).singleElement().satisfies(ticket -> assertThat(project(ticket))
                .isEqualTo("SEC"));
        assertThat(company.placesWith("Quince-jelly-")).allMatch(place -> place.startsWith("SEC-"));
        assertThat(company.readAs("hana", "/api/v1/cases/" + left.get("ref").asText()))
                .contains("Asks how the list is sorted")
                .doesNotContain("Stolen-keys", ref);
    }

    /** As after a change of the directory: the call that takes the first one's place belongs elsewhere too. */
    @Test
    void nextCallThatLeavesInItsTurn_leavesTheEventToTheCaseOfTheFirst() {
        String area = "alerts " + id("area");
        List<String> calls = List.of(id("nested"), id("nested"), id("nested"));
        String ref = failing(calls.get(0), area, "One");
        calls.subList(1, 3)
                .forEach(call -> assertThat(failing(call, area, "More")).isEqualTo(ref));
        JdbcTemplate database = company.hub.bean(JdbcTemplate.class);
        database.update(
                "update call_record set report = replace(report, ?, ?) where call_id = ?",
                TREY,
                NORTHWIND,
                calls.get(1));

        company.tell(calls.get(0), "call.updated", "+15550100002", says("report_problem", area, "One more"));

        String ofFirst = company.settled(calls.get(0)).get("ref").asText();
        String ofSecond = company.settled(calls.get(1)).get("ref").asText();
        String ofThird = company.settled(calls.get(2)).get("ref").asText();
        assertThat(List.of(ofFirst, ofSecond, ofThird)).doesNotHaveDuplicates();
        assertThat(ofThird).isEqualTo(ref);
        assertThat(database.queryForObject(
                        "select case_ref from event where call_id = ? and phase = 'call.updated'",
                        String.class,
                        calls.get(0)))
                .isEqualTo(ofFirst);
        assertThat(company.settled(calls.get(1)).at("/account/id").asText()).isEqualTo("acct-1042");
    }

    @Test
    void twoCorrectionsOfOneCallAtTheSameTime_bothStand() {
        String call = id("twice");
        String ref = failing(call, "imports " + call, "Imports fail");

        List<CompletableFuture<Integer>> both = List.of(
                CompletableFuture.supplyAsync(() -> company.correct(ref, call, "report.impact", "degraded")),
                CompletableFuture.supplyAsync(() -> company.correct(ref, call, "report.region", "eu-west-1")));
        assertThat(both).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));

        JsonNode found = company.settled(call);
        JsonNode fields = found.at("/calls/0/fields");
        assertThat(fields.at("/report.impact/value").asText()).isEqualTo("degraded");
        assertThat(fields.at("/report.region/value").asText()).isEqualTo("eu-west-1");
        assertThat(kinds(found)).filteredOn("field.corrected"::equals).hasSize(2);
        assertThat(kinds(found)).filteredOn("decision.revised"::equals).hasSize(2);
    }

    @Test
    void closedCase_thatBecomesRestricted_isOpenedThere_andOneThatMovesOtherwiseStaysClosedWhereItIs() {
        String secret = id("closed-secret");
        String restricted = failing(secret, "logins " + secret, "Logins-fail-" + secret);
        close(restricted);
        company.tell(secret, "call.updated", TREY, says("report_security", "logins", "A break-in"));
        JsonNode opened = company.settled(secret);
        assertThat(opened.get("ref").asText()).isEqualTo(restricted);
        assertThat(opened.get("status").asText()).isEqualTo("open");
        assertThat(company.openTickets(restricted)).singleElement().satisfies(ticket -> assertThat(project(ticket))
                .isEqualTo("SEC"));
        assertThat(company.placesWith("Logins-fail-" + secret)).isEmpty();

        String moved = id("closed-moved");
        String ref = failing(moved, "totals " + moved, "Totals-wrong-" + moved);
        close(ref);
        int tickets = company.tickets(ref).size();
        company.correct(ref, moved, "report.intent", "billing_question");
        JsonNode closed = company.settled(moved);
        assertThat(closed.get("status").asText()).isEqualTo("closed");
        assertThat(company.tickets(ref)).hasSize(tickets);
    }

    private void close(String ref) {
        company.act("support-lead", "/api/v1/cases/" + ref + "/status", Map.of("why", "done", "status", "closed"));
        assertThat(company.hub.get("/api/v1/cases/" + ref).get("status").asText())
                .isEqualTo("closed");
    }

    @Test
    void lineThatComesLate_findsTheAccountOfItsCaller() {
        String call = id("late-line");
        Map<String, Object> report = new HashMap<>(says("report_problem", "search " + call, "Search fails"));
        company.tell(call, "call.analyzed", null, report);
        assertThat(company.settled(call).at("/account/id").asText()).isEmpty();

        company.tell(call, "call.ended", TREY, report);

        JsonNode found = company.settled(call);
        assertThat(found.at("/account/id").asText()).isEqualTo("acct-1060");
        assertThat(found.at("/account/trusted").asBoolean()).isTrue();
        assertThat(StreamSupport.stream(found.get("timeline").spliterator(), false)
                        .filter(entry -> entry.get("kind").asText().equals("decision.revised"))
                        .map(entry -> entry.at("/detail/because").asText()))
                .contains("call.ended");
    }
}
