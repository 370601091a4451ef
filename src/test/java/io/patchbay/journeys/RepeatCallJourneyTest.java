package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.Provider;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A customer calls about a matter that was closed: the case opens again in time, and is followed by another later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatCallJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(60);

    private ProviderSimulator providers;
    private RunningHub hub;
    private Outcomes outcomes;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        Path config = data.resolve("config");
        try (Stream<Path> files = Files.walk(Path.of("connectors-config"))) {
            for (Path file : files.toList()) {
                Files.copy(file, config.resolve(Path.of("connectors-config").relativize(file)));
            }
        }
        String generic = Files.readString(config.resolve("sources/generic.yaml"));
        Files.writeString(
                config.resolve("sources/second.yaml"),
                generic.replace("name: generic", "name: second").replace("SOURCE_GENERIC", "SOURCE_SECOND"));
        providers = ProviderSimulator.start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(SignedFeedback.settings());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("SOURCE_GENERIC_TRUSTS_VERIFICATION", "true");
        settings.put("JIRA_REOPEN_TRANSITION", "To Do");
        settings.put("PATCHBAY_CONFIG_DIR", config.toString());
        settings.put("SOURCE_SECOND_SECRET", RunningHub.GENERIC_SECRET);
        settings.put("SOURCE_SECOND_TRUSTS_VERIFICATION", "true");
        settings.put("SOURCE_SECOND_WRITE_BACK_URL", providers.url(Provider.WRITE_BACK) + "/sink/second");
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
    }

    @AfterAll
    void stop() {
        hub.close();
        providers.close();
    }

    /** The sample's call under another id, about another error, so that each test has a matter of its own. */
    private JsonNode call(String id, String error) {
        send("generic", id, error);
        return outcomes.settledCase(id);
    }

    /** The case once it has its ticket; a write-back that is not taken keeps it from being settled. */
    private JsonNode callAccepted(String source, String id, String error) {
        send(source, id, error);
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            JsonNode cases =
                                    hub.get("/api/v1/cases?call_id=" + id).get("cases");
                            return cases.isEmpty() ? null : read(cases.get(0));
                        },
                        found -> found != null
                                && !ticket(found).get("id").asText().isEmpty());
    }

    private void send(String source, String id, String error) {
        String body =
                new String(Sample.named("13-repeat-call").deliveries().get(0).body(), StandardCharsets.UTF_8);
        byte[] said = body.replace("call-1301", id)
                .replace("FS-507 insufficient space", error)
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/" + source))
                .POST(HttpRequest.BodyPublishers.ofByteArray(said));
        SignedCall.of("msg-" + id, said)
                .signed()
                .headers()
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        assertThat(hub.send(request).statusCode()).isEqualTo(202);
    }

    private static JsonNode ticket(JsonNode found) {
        return StreamSupport.stream(found.get("destinations").spliterator(), false)
                .filter(each -> each.get("destination").asText().equals("jira"))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode read(JsonNode found) {
        return hub.get("/api/v1/cases/" + found.get("ref").asText());
    }

    /** A person in Jira is done with the ticket. */
    private void done(JsonNode found) {
        String key = ticket(found).get("key").asText();
        providers.jira().move(key, "DONE");
        SignedFeedback.jira(providers.jira().webhook(key, "status")).post(hub);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(found).get("status").asText().equals("resolved"));
    }

    private List<String> requests(String method, String path) {
        return providers.journal().requests(method, path).stream()
                .map(Request::text)
                .toList();
    }

    private String issue(JsonNode found) {
        return "/rest/api/3/issue/" + ticket(found).get("key").asText();
    }

    @Test
    void withinTheWindow_theCaseOpensAgain_onItsOwnTicket_andEndsAgainWithIt() {
        JsonNode first = call("call-9101", "FS-611 first matter");
        done(first);
        int pages = providers.journal().requests("POST", "/v2/enqueue").size();

        JsonNode again = call("call-9102", "FS-611 first matter");

        assertThat(again.get("ref")).isEqualTo(first.get("ref"));
        assertThat(again.get("status").asText()).isEqualTo("open");
        assertThat(again.get("terminal").asBoolean()).isFalse();
        assertThat(again.get("timeline").toString()).contains("case.reopened", "call.joined");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(requests("POST", issue(first) + "/transitions"))
                    .singleElement()
                    .satisfies(body -> assertThat(body).contains("\"11\""));
            assertThat(requests("POST", issue(first) + "/comment"))
                    .anySatisfy(body -> assertThat(body).contains("This was resolved", "call-9102"));
            assertThat(requests("POST", "/api/chat.postMessage"))
                    .anySatisfy(body -> assertThat(body).contains("A customer called about this again"));
        });
        assertThat(providers.journal().requests("POST", "/v2/enqueue")).hasSize(pages);

        done(first);
        assertThat(read(first).get("terminal").asBoolean()).isTrue();
    }

    @Test
    void everySourceWithACallOnTheCase_hearsOfLaterChanges_alsoWhileAnotherIsThrottled() {
        providers
                .faults()
                .on(Endpoint.WRITE_BACK_POST)
                .when(request -> request.path().equals("/sink/generic"), Fault.throttled("8"));
        try {
            JsonNode first = callAccepted("generic", "call-9301", "FS-633 third matter");
            callAccepted("second", "call-9302", "FS-633 third matter");
            Awaitility.await().atMost(PATIENCE).until(() -> !requests("POST", "/sink/generic")
                    .isEmpty());

            done(first);

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(requests("POST", "/sink/second"))
                    .anySatisfy(body -> assertThat(body)
                            .contains("\"call_id\":\"call-9302\"", "\"status\":\"resolved\"", "\"terminal\":true")));
        } finally {
            providers.faults().clear();
        }
    }

    @Test
    void afterTheWindow_aNewCaseFollowsTheOldOne_andBothSaySo() {
        JsonNode first = call("call-9201", "FS-622 second matter");
        done(first);
        hub.bean(JdbcTemplate.class)
                .update(
                        "update support_case set ended_at = ended_at - interval '8' day where ref = ?",
                        first.get("ref").asText());

        JsonNode later = call("call-9202", "FS-622 second matter");

        assertThat(later.get("ref")).isNotEqualTo(first.get("ref"));
        assertThat(later.get("timeline").toString())
                .contains("case.follows", first.get("ref").asText());
        assertThat(read(first).get("timeline").toString())
                .contains("case.followed", later.get("ref").asText());
        assertThat(read(first).get("status").asText()).isEqualTo("resolved");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(requests("POST", "/rest/api/3/issueLink"))
                    .singleElement()
                    .asString()
                    .contains(
                            "\"name\":\"Relates\"",
                            "\"outwardIssue\":{\"key\":\""
                                    + ticket(first).get("key").asText() + "\"}",
                            "\"inwardIssue\":{\"key\":\""
                                    + ticket(later).get("key").asText() + "\"}");
            assertThat(requests("POST", "/api/chat.postMessage")).anySatisfy(body -> assertThat(body)
                    .contains("This follows case " + first.get("ref").asText()));
        });
    }
}
