package io.patchbay.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.cases.Calls;
import io.patchbay.cases.DueCall;
import io.patchbay.directory.Directory;
import io.patchbay.event.CallReport;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.intake.Inbox;
import io.patchbay.intake.IntakeSteps;
import io.patchbay.intake.KeptEvents;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.mapping.Envelopes;
import io.patchbay.intake.mapping.Translator;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.intake.source.TestSecrets;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.Json;
import io.patchbay.rules.Rules;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.senders.CallEvents.Part;
import io.patchbay.triage.TriageSteps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * For the events that one call makes at a provider: every order, with duplicates, with any of those missing that the case is not
 * decided on, and with the grace period over at any time, gives the same case with the same account, queue, fields and evidence.
 */
class EventOrderTest {
    private static final Instant RECEIVED = Instant.parse("2026-08-20T17:06:00Z");
    private static final List<String> OF_THIS_RUN =
            List.of("ref", "opened_at", "timeline", "dispatches", "decision", "destinations");

    private static ShippedSenders senders;
    private static RunningHub hub;
    private static Sources sources;

    /**
     * What a source sends of a call.
     *
     * @param overdue after how many events the call is decided without waiting any longer, if it has not been
     */
    record Story(String source, List<Part> parts, int overdue) {
        /** The same events once each, as things happen. */
        Story inOrder() {
            List<Part> ordered = new ArrayList<>(CallEvents.of(source));
            ordered.retainAll(parts);
            return new Story(source, ordered, ordered.size());
        }

        @Override
        public String toString() {
            return source + " " + parts.stream().map(Part::name).toList() + ", overdue after " + overdue;
        }
    }

    @BeforeContainer
    static void start() throws Exception {
        Path folder = Files.createTempDirectory("event-order-");
        senders = new ShippedSenders(folder.resolve("config"));
        sources = Sources.load(folder.resolve("config"), new EnvironmentReferences(TestSecrets::lookUp));
        Map<String, String> settings = new HashMap<>(senders.settings(folder.resolve("data")));
        settings.put("spring.datasource.url", "jdbc:h2:mem:order" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        for (String url : List.of("JIRA_BASE_URL", "SLACK_BASE_URL")) {
            settings.put(url, "http://127.0.0.1:9");
        }
        settings.put("JIRA_EMAIL", "hub@example.com");
        settings.put("JIRA_API_TOKEN", "jira-token");
        settings.put("SLACK_BOT_TOKEN", "slack-token");
        settings.put("PAGERDUTY_API_TOKEN", "pagerduty-token");
        settings.put("PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
        hub = RunningHub.start(settings);
        // The test does what the schedulers do, when it wants it.
        CamelContext camel = hub.bean(CamelContext.class);
        for (Route route : camel.getRoutes()) {
            if (route.getEndpoint().getEndpointUri().startsWith("scheduler")) {
                camel.getRouteController().stopRoute(route.getId());
            }
        }
    }

    @AfterContainer
    static void stop() {
        hub.close();
    }

    @Provide
    Arbitrary<Story> stories() {
        return Arbitraries.of(CallEvents.all().keySet().stream().sorted().toList())
                .flatMap(EventOrderTest::stories);
    }

    private static Arbitrary<Story> stories(String source) {
        List<Part> parts = CallEvents.of(source);
        List<Part> last = parts.stream().filter(Part::last).toList();
        return Arbitraries.of(parts).list().ofMaxSize(parts.size() + 2).flatMap(some -> {
            List<Part> sent = new ArrayList<>(some);
            sent.addAll(last);
            return Arbitraries.shuffle(sent).flatMap(order -> Arbitraries.integers()
                    .between(0, order.size())
                    .map(overdue -> new Story(source, order, overdue)));
        });
    }

    @Property(tries = 40)
    void anyOrder_withDuplicatesAndGaps_givesTheSameCase(@ForAll("stories") Story story) {
        JsonNode inOrder = caseOf(story.inOrder());
        CallReport expected = merged(story);

        JsonNode found = caseOf(story);

        assertThat(found).isEqualTo(inOrder);
        assertThat(said(found.at("/calls/0/fields"))).isEqualTo(said(expected));
        assertThat(found.get("queue").asText())
                .isEqualTo(hub.bean(Rules.class)
                        .decide(expected, hub.bean(Directory.class).match(expected), Signals.NONE, History.NONE)
                        .queue());
    }

    /** The one case of the hub after these events, without what differs between any two cases. */
    private static JsonNode caseOf(Story story) {
        forget();
        for (int i = 0; i <= story.parts().size(); i++) {
            if (i == story.overdue()) {
                graceIsOver();
            }
            if (i < story.parts().size()) {
                Part part = story.parts().get(i);
                senders.post(hub, story.source(), part.contentType(), part.body(), "id-" + i);
                triage();
            }
        }
        graceIsOver();
        JsonNode cases = hub.get("/api/v1/cases").get("cases");
        assertThat(cases).as("cases of %s", story).hasSize(1);
        ObjectNode found =
                (ObjectNode) hub.get("/api/v1/cases/" + cases.get(0).get("ref").asText());
        found.remove(OF_THIS_RUN);
        ObjectNode evidence = (ObjectNode) found.get("evidence");
        evidence.fieldNames().forEachRemaining(name -> evidence.put(name, evidence.hasNonNull(name)));
        found.at("/calls/0/fields").forEach(field -> ((ObjectNode) field).remove("at"));
        return found;
    }

    private static void forget() {
        JdbcTemplate database = hub.bean(JdbcTemplate.class);
        database
                .queryForList(
                        "select table_name from information_schema.tables where lower(table_schema) = 'public'",
                        String.class)
                .stream()
                .map(table -> table.toLowerCase(Locale.ROOT))
                .filter(table -> !table.contains("flyway") && !table.contains("node") && !table.contains("rule"))
                .forEach(table -> database.execute("delete from " + table));
    }

    private static void triage() {
        ProducerTemplate routes = hub.bean(ProducerTemplate.class);
        TriageSteps triage = hub.bean("triage", TriageSteps.class);
        for (KeptEvents kept :
                hub.bean(IntakeSteps.class).sort(hub.bean(Inbox.class).claim())) {
            assertThat(kept.kind()).isEqualTo("call");
            triage.begin(kept).forEach(batch -> routes.sendBody("direct:triage-batch", batch));
        }
    }

    private static void graceIsOver() {
        hub.bean(JdbcTemplate.class).update("update call_record set decide_at = first_seen where state = 'gathering'");
        for (DueCall due : hub.bean(Calls.class).claimDue()) {
            hub.bean(ProducerTemplate.class).sendBody("direct:triage-due-call", due);
        }
    }

    /** What all the events say together. */
    private static CallReport merged(Story story) {
        SourceConfig source = sources.find(story.source()).orElseThrow();
        Envelopes envelopes = new Envelopes();
        Translator translator = new Translator(envelopes);
        return story.parts().stream()
                .map(part -> new RawEvent(
                        story.source(),
                        part.contentType(),
                        "",
                        Map.of(),
                        part.body().getBytes(StandardCharsets.UTF_8)))
                .filter(event -> envelopes.read(source, event).phase().isPresent())
                .map(event -> translator.translate(source, event, RECEIVED))
                .reduce(CallReport::merge)
                .orElseThrow();
    }

    private static Map<String, String> said(JsonNode fields) {
        Map<String, String> said = new TreeMap<>();
        fields.properties()
                .forEach(field ->
                        said.put(field.getKey(), field.getValue().get("value").toString()));
        return said;
    }

    private static Map<String, String> said(CallReport report) {
        Map<String, String> said = new TreeMap<>();
        report.fields()
                .forEach((field, value) -> said.put(
                        field.path(), Json.mapper().valueToTree(value.value()).toString()));
        return said;
    }
}
