package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is said of a case in whatever order, corrected by people, with answers of providers lost on the way: a text from
 * a restricted phase stands in restricted places only, and the case has one open ticket.
 */
class RestrictedTextPropertyTest {
    private static final int SEQUENCES = 24;
    private static final int AT_A_TIME = 6;
    private static final long SEED = 20_261_128L;
    private static final Set<String> RESTRICTED_QUEUES = Set.of("security", "privacy");
    private static final List<String> INTENTS = List.of(
            "report_security", "privacy_request", "report_problem", "billing_question", "how_to", "report_security");
    private static final Map<String, String> LINES =
            Map.of("acct-1060", "+15550100013", "acct-1042", "+15550100001", "acct-1050", "+15550100002");

    @Test
    void textOfARestrictedPhase_standsInRestrictedPlacesOnly_andOneTicketIsOpen(@TempDir Path folder) {
        String url = "jdbc:h2:mem:restricted" + System.nanoTime() + ";DB_CLOSE_DELAY=-1";
        try (SimulatedCompany company = new SimulatedCompany(url, folder, Map.of())) {
            loseAnswers(company);
            ExecutorService several = Executors.newFixedThreadPool(AT_A_TIME);
            try {
                List<CompletableFuture<Sequence>> running = IntStream.range(0, SEQUENCES)
                        .mapToObj(number -> CompletableFuture.supplyAsync(
                                () -> new Sequence(company, SEED + number).run(), several))
                        .toList();
                List<Sequence> done =
                        running.stream().map(CompletableFuture::join).toList();
                company.providers.faults().clear();
                done.forEach(Sequence::check);
                assertThat(done)
                        .as("sequences that were restricted at some time")
                        .anyMatch(each -> !each.secrets.isEmpty());
            } finally {
                several.shutdownNow();
            }
        }
    }

    private static void loseAnswers(SimulatedCompany company) {
        for (Endpoint endpoint : List.of(
                Endpoint.JIRA_CREATE_ISSUE,
                Endpoint.JIRA_ADD_COMMENT,
                Endpoint.JIRA_EDIT_ISSUE,
                Endpoint.SLACK_POST_MESSAGE,
                Endpoint.SLACK_UPDATE)) {
            company.providers.faults().on(endpoint).sometimes(0.1, Fault.lostAnswer(Fault.Way.CLOSED));
        }
    }

    /** What happens to one case, chosen by a seed that a failure names. */
    private static final class Sequence {
        private final SimulatedCompany company;
        private final long seed;
        private final Random random;
        private final String call;
        private final String area;
        private final Map<String, String> secrets = new LinkedHashMap<>();
        private final List<String> said = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();
        private int words;

        Sequence(SimulatedCompany company, long seed) {
            this.company = company;
            this.seed = seed;
            this.random = new Random(seed);
            this.call = "any-" + seed;
            this.area = "area " + letters(seed);
        }

        /** Digits make no difference between two failures. */
        private static String letters(long number) {
            return Long.toString(number)
                    .chars()
                    .map(digit -> 'a' + digit - '0')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        Sequence run() {
            tell("call.analyzed");
            int most = 2 + random.nextInt(5);
            for (int i = 0; i < most; i++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> tell("call.updated");
                    case 2 -> correct("report.intent", INTENTS.get(random.nextInt(INTENTS.size())));
                    case 3 -> correct("report.summary", text());
                    default ->
                        correct("account.reference", List.copyOf(LINES.keySet()).get(random.nextInt(LINES.size())));
                }
                if (random.nextBoolean()) {
                    company.settled(call);
                }
            }
            return this;
        }

        private void tell(String phase) {
            Map<String, String> report = new HashMap<>();
            report.put("intent", INTENTS.get(random.nextInt(INTENTS.size())));
            report.put("summary", text());
            report.put("product_area", area);
            report.put("error_message", text());
            company.tell(call, phase, LINES.get("acct-1060"), report);
            note(phase + " " + report.get("intent"));
        }

        private void correct(String field, String value) {
            int status = company.correct(company.ref(call), call, field, value);
            assertThat(status).as("seed %d, %s = %s", seed, field, value).isEqualTo(200);
            note("correct " + field + " = " + value);
        }

        private String text() {
            String text = "word" + letters(seed) + letters(words++) + "x";
            said.add(text);
            return text;
        }

        /** What the case knows while it is restricted is a secret from then on. */
        private void note(String step) {
            String queue = company.read(call).path("queue").asText();
            steps.add(step + " -> " + queue);
            if (RESTRICTED_QUEUES.contains(queue)) {
                said.forEach(text -> secrets.put(text, queue));
            }
        }

        void check() {
            JsonNode found = company.settled(call);
            String ref = found.get("ref").asText();
            String story = "seed " + seed + ": " + steps;
            secrets.forEach((text, queue) -> assertThat(company.placesWith(text))
                    .as("%s; %s", text, story)
                    .allMatch(place -> place.startsWith("SEC-") || place.startsWith("PRIV-")));
            assertThat(company.openTickets(ref)).as(story).hasSize(1);
            assertThat(SimulatedCompany.project(company.openTickets(ref).get(0)))
                    .as(story)
                    .matches(key ->
                            !RESTRICTED_QUEUES.contains(found.get("queue").asText())
                                    || key.equals("SEC")
                                    || key.equals("PRIV"));
        }
    }
}
