package io.patchbay.journeys;

import static io.patchbay.journeys.SimulatedCompany.isDone;
import static io.patchbay.journeys.SimulatedCompany.kinds;
import static io.patchbay.journeys.SimulatedCompany.project;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.timing.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people at the customer, at Jira and in Slack see when a case or a call turns out to belong elsewhere. */
abstract class MovedCasePromises {
    /** Two accounts of the shipped directory, each with its line. */
    private static final String TREY = "+15550100013";

    private static final String NORTHWIND = "+15550100001";
    private static final Duration PATIENCE = TimeLimit.ofSeconds(60);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String jdbcUrl;
    private SimulatedCompany company;

    MovedCasePromises(String jdbcUrl) {
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

    @AfterEach
    void heal() {
        company.providers.faults().clear();
    }

    private static String id(String name) {
        return name + "-" + NEXT.incrementAndGet();
    }

    private static Map<String, String> failing(String area, String summary) {
        return Map.of(
                "intent", "report_problem", "product_area", area, "error_message", "E-100 " + area, "summary", summary);
    }

    private static Map<String, String> secret(String summary) {
        return Map.of("intent", "report_security", "summary", summary);
    }

    /** A call in support with its ticket and its message, both of which say what the caller said. */
    private String inSupport(String call, String line, String area, String summary) {
        company.tell(call, "call.analyzed", line, failing(area, summary));
        JsonNode found = company.settled(call);
        assertThat(found.get("queue").asText()).isEqualTo("support");
        return found.get("ref").asText();
    }

    @Test
    void caseThatBecomesRestricted_getsATicketThere_andItsOldTextsAreGone() {
        String call = id("late-security");
        String ref = inSupport(call, TREY, "exports " + call, "Exports-fail-" + call);
        String before = company.tickets(ref).get(0).get("key").asText();

        company.tell(call, "call.updated", TREY, secret("Leaked-password-" + call));

        JsonNode found = company.settled(call);
        assertThat(found.get("queue").asText()).isEqualTo("security");
        assertThat(company.openTickets(ref)).singleElement().satisfies(ticket -> {
            assertThat(project(ticket)).isEqualTo("SEC");
            assertThat(ticket.toString()).contains("Leaked-password-" + call);
        });
        assertThat(company.placesWith("Exports-fail-" + call)).isEmpty();
        assertThat(company.placesWith("Leaked-password-" + call)).allMatch(place -> place.startsWith("SEC-"));
        JsonNode old = company.providers.jira().issue(before).orElseThrow();
        assertThat(isDone(old)).isTrue();
        assertThat(old.at("/fields/summary").asText()).isEqualTo("[" + ref + "] Handled elsewhere");
        assertThat(old.at("/fields/description").toString())
                .contains(company.openTickets(ref).get(0).get("key").asText());
        assertThat(company.providers.slack().messages("C0SECURITY")).isPositive();
        assertThat(kinds(found)).contains("case.relocated");
    }

    @Test
    void hangupThatBringsTheLineAfterTheAnalysis_takesTheCaseOutOfReview_withItsTicket() {
        String call = id("late-line");
        company.tell(call, "call.ended", null, Map.of());
        company.tell(call, "call.analyzed", null, failing("late line", "It fails"));
        JsonNode before = company.settled(call);
        assertThat(before.get("queue").asText()).isEqualTo("review");
        String ref = before.get("ref").asText();
        String ticket = company.openTickets(ref).get(0).get("key").asText();

        company.tell(call, "call.ended", TREY, Map.of());

        JsonNode after = company.settled(call);
        assertThat(after.get("ref").asText()).isEqualTo(ref);
        assertThat(after.get("queue").asText()).isEqualTo("support");
        assertThat(after.at("/account/id").asText()).isEqualTo("acct-1060");
        assertThat(company.openTickets(ref))
                .singleElement()
                .satisfies(open -> assertThat(open.get("key").asText()).isEqualTo(ticket));
    }

    @Test
    void closedOldTicket_doesNotCloseTheCase() {
        String call = id("closing");
        String ref = inSupport(call, TREY, "imports " + call, "Imports fail");
        company.tell(call, "call.updated", TREY, secret("A break-in"));
        company.settled(call);

        assertThat(company.read(call).get("status").asText()).isEqualTo("open");
        assertThat(company.openTickets(ref)).hasSize(1);
    }

    @Test
    void caseThatLeavesRestricted_saysNothingElsewhereOfWhatWasSaidThere() {
        String call = id("left-security");
        Map<String, Object> report = new HashMap<>(secret("Stolen-tokens-" + call));
        report.put("promises", List.of("Back-by-noon-" + call));
        company.tell(call, "call.analyzed", TREY, report);
        String ref = company.settled(call).get("ref").asText();

        company.correct(ref, call, "report.intent", "how_to");
        company.correct(ref, call, "report.topics", "question");
        assertThat(company.correct(ref, call, "report.summary", "A question on exports"))
                .isEqualTo(200);

        JsonNode found = company.settled(call);
        assertThat(found.get("queue").asText()).isNotEqualTo("security");
        assertThat(company.placesWith("Stolen-tokens-" + call)).allMatch(place -> place.startsWith("SEC-"));
        assertThat(company.placesWith("Back-by-noon-" + call)).allMatch(place -> place.startsWith("SEC-"));
        assertThat(company.readAs("hana", "/api/v1/cases/" + ref))
                .contains("A question on exports")
                .doesNotContain("Stolen-tokens", "Back-by-noon");
        assertThat(company.readAs("hana", "/api/v1/cases/" + ref + "/explain")).doesNotContain("Stolen-tokens");
        assertThat(company.openTickets(ref)).singleElement().satisfies(ticket -> {
            assertThat(project(ticket)).isNotEqualTo("SEC");
            assertThat(ticket.toString()).contains("A question on exports");
        });
    }

    @Test
    void moveBetweenOtherProjects_makesATicketThatIsLinkedToTheOldOne_whichIsClosed() {
        String call = id("to-others");
        String ref = inSupport(call, TREY, "totals " + call, "The chart shows the wrong numbers since Monday");
        String before = company.tickets(ref).get(0).get("key").asText();

        assertThat(company.correct(ref, call, "report.intent", "billing_question"))
                .isEqualTo(200);

        company.settled(call);
        assertThat(company.openTickets(ref)).singleElement().satisfies(ticket -> {
            assertThat(project(ticket)).isEqualTo("BILL");
            assertThat(ticket.at("/fields/issuelinks").toString()).contains(before);
        });
        JsonNode old = company.providers.jira().issue(before).orElseThrow();
        assertThat(isDone(old)).isTrue();
        assertThat(old.toString()).contains("The chart shows the wrong numbers since Monday");
    }

    @Test
    void interruptedCallInReview_keepsItsOneTicketInSupport_andTheNextCallJoins() {
        String call = id("interrupted");
        company.tell(call, "call.ended", TREY, Map.of("product_area", "uploads " + call));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> company.read(call).path("queue").asText().equals("review"));
        String ref = company.settled(call).get("ref").asText();

        company.tell(call, "call.analyzed", TREY, failing("uploads " + call, "Uploads stop"));
        assertThat(company.settled(call).get("queue").asText()).isEqualTo("support");
        String next = id("interrupted-next");
        company.tell(next, "call.analyzed", TREY, failing("uploads " + call, "Uploads stop again"));

        assertThat(company.settled(next).get("ref").asText()).isEqualTo(ref);
        assertThat(company.tickets(ref)).hasSize(1);
    }

    @Test
    void correctedAccount_movesTheCasesMatters_soThatTheNextCallsFindTheirOwn() {
        String area = "search " + id("area");
        String call = id("tenant");
        String ref = inSupport(call, TREY, area, "Search-is-slow-" + call);
        String before = company.tickets(ref).get(0).get("key").asText();

        assertThat(company.correct(ref, call, "account.reference", "acct-1042")).isEqualTo(200);
        JsonNode found = company.settled(call);
        assertThat(found.at("/account/id").asText()).isEqualTo("acct-1042");
        assertThat(company.providers.jira().issue(before).orElseThrow().toString())
                .doesNotContain("Search-is-slow-" + call);
        assertThat(company.openTickets(ref)).hasSize(1);

        String ofOld = id("tenant-old");
        company.tell(ofOld, "call.analyzed", TREY, failing(area, "Search is slow"));
        String ofNew = id("tenant-new");
        company.tell(ofNew, "call.analyzed", NORTHWIND, failing(area, "Search is slow"));

        assertThat(company.settled(ofOld).get("ref").asText()).isNotEqualTo(ref);
        assertThat(company.settled(ofNew).get("ref").asText()).isEqualTo(ref);
    }

    @Test
    void joinedCallOfAnotherAccount_leavesTheCase_andItsWordsThereAreWithdrawn() {
        String area = "reports " + id("area");
        String first = id("joined-first");
        String ref = inSupport(first, TREY, area, "Reports are empty");
        String second = id("joined-second");
        company.tell(second, "call.analyzed", TREY, failing(area, "Foreign-words-" + second));
        assertThat(company.settled(second).get("ref").asText()).isEqualTo(ref);
        assertThat(company.placesWith("Foreign-words-" + second)).isNotEmpty();

        assertThat(company.correct(ref, second, "account.reference", "acct-1042"))
                .isEqualTo(200);

        JsonNode left = company.settled(second);
        String other = left.get("ref").asText();
        assertThat(other).isNotEqualTo(ref);
        assertThat(left.at("/account/id").asText()).isEqualTo("acct-1042");
        JsonNode stayed = company.settled(first);
        assertThat(stayed.get("calls").size()).isEqualTo(1);
        List<String> own = company.tickets(other).stream()
                .map(ticket -> ticket.get("key").asText())
                .toList();
        assertThat(company.placesWith("Foreign-words-" + second))
                .allMatch(place -> own.contains(place) || place.equals("C0SUPPORT"));
        assertThat(company.tickets(ref)).singleElement().satisfies(ticket -> assertThat(ticket.toString())
                .doesNotContain("Foreign-words-" + second)
                .contains("handled elsewhere")
                .contains("taken off this case"));
        assertThat(kinds(stayed)).contains("call.left");
        assertThat(kinds(left)).contains("call.came");
    }

    @Test
    void firstCallOfAnotherAccount_leavesTheCaseToTheNext_whichGetsATicketOfItsOwn() {
        String area = "alerts " + id("area");
        String first = id("lead-first");
        String ref = inSupport(first, TREY, area, "First-words-" + first);
        String second = id("lead-second");
        company.tell(second, "call.analyzed", TREY, failing(area, "Second-words-" + second));
        company.settled(second);

        assertThat(company.correct(ref, first, "account.reference", "acct-1042"))
                .isEqualTo(200);

        JsonNode left = company.settled(first);
        assertThat(left.get("ref").asText()).isNotEqualTo(ref);
        JsonNode stayed = company.settled(second);
        assertThat(stayed.get("ref").asText()).isEqualTo(ref);
        assertThat(stayed.at("/account/id").asText()).isEqualTo("acct-1060");
        assertThat(company.openTickets(ref)).singleElement().satisfies(ticket -> assertThat(ticket.toString())
                .contains("Second-words-" + second)
                .doesNotContain("First-words-" + first));
        assertThat(company.tickets(ref))
                .filteredOn(SimulatedCompany::isDone)
                .allSatisfy(ticket -> assertThat(ticket.toString()).doesNotContain("First-words-" + first));
    }

    @Test
    void joinedCallThatBecomesRestricted_leavesTheCase() {
        String area = "sync " + id("area");
        String first = id("split-first");
        String ref = inSupport(first, TREY, area, "Sync stops");
        String second = id("split-second");
        company.tell(second, "call.analyzed", TREY, failing(area, "Sync stops too"));
        company.settled(second);

        company.tell(second, "call.updated", TREY, secret("Ransom-note-" + second));

        JsonNode left = company.settled(second);
        assertThat(left.get("ref").asText()).isNotEqualTo(ref);
        assertThat(left.get("queue").asText()).isEqualTo("security");
        assertThat(company.placesWith("Ransom-note-" + second)).allMatch(place -> place.startsWith("SEC-"));
        assertThat(company.settled(first).get("queue").asText()).isEqualTo("support");
    }

    @Test
    void createWhoseAnswerWasLost_isLookedForWhereItWasSent_andWithdrawn() {
        String call = id("lost-create");
        company.providers.faults().on(Endpoint.JIRA_CREATE_ISSUE).once(Fault.lostAnswer(Fault.Way.RESET));
        company.tell(call, "call.analyzed", TREY, failing("lost " + call, "Lost-words-" + call));
        Awaitility.await().atMost(PATIENCE).until(() -> !company.placesWith("Lost-words-" + call)
                .isEmpty());
        company.tell(call, "call.updated", TREY, secret("Break-in-" + call));

        String ref = company.settled(call).get("ref").asText();
        assertThat(company.openTickets(ref)).singleElement().satisfies(ticket -> assertThat(project(ticket))
                .isEqualTo("SEC"));
        assertThat(company.placesWith("Lost-words-" + call)).isEmpty();
        assertThat(company.tickets(ref)).hasSize(2);
    }
}
