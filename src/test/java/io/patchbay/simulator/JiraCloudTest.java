package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JiraCloudTest {
    private static final String COMMENT = """
            {"body":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"again"}]}]},
             "properties":[{"key":"hub.op","value":{"op":"dsp_2"}},
                           {"key":"sd.public.comment","value":{"internal":true}}]}""";

    private static ProviderSimulator simulator;
    private final SimulatorClient client = new SimulatorClient(simulator);

    @BeforeAll
    static void start() throws IOException {
        simulator = ProviderSimulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    @Test
    void keys_areSequentialPerProject() throws IOException {
        assertThat(client.createIssue("SUP", "dsp_1").text("/key")).isEqualTo("SUP-1");
        assertThat(client.createIssue("SEC", "dsp_2").text("/key")).isEqualTo("SEC-1");
        assertThat(client.createIssue("SUP", "dsp_3").text("/key")).isEqualTo("SUP-2");
    }

    @Test
    void creatingTwice_makesTwoIssues_asJiraHasNoIdempotencyKey() throws IOException {
        client.createIssue("SUP", "dsp_1");
        client.createIssue("SUP", "dsp_1");
        assertThat(simulator.journal().effects().with(Effect.Kind.ISSUE, "dsp_1"))
                .hasSize(2);
        assertThat(simulator.journal().effects().with("C7K4-92MX")).hasSize(2);
    }

    @Test
    void search_findsByLabelWithTheProperty_onceTheIndexHasCaughtUp() throws IOException {
        simulator.jira().indexLag(Duration.ofMillis(400));
        String id = client.createIssue("SUP", "dsp_1").text("/id");
        assertThat(client.search("SUP", "dsp_1").json().path("issues")).isEmpty();
        assertThat(client.jira("GET", "/issue/SUP-1?properties=hub.op", null).text("/properties/hub.op/op"))
                .isEqualTo("dsp_1");
        Awaitility.await().atMost(TimeLimit.ofSeconds(3)).untilAsserted(() -> {
            SimulatorClient.Reply found = client.search("SUP", "dsp_1");
            assertThat(found.text("/issues/0/id")).isEqualTo(id);
            assertThat(found.text("/issues/0/properties/hub.op/op")).isEqualTo("dsp_1");
        });
    }

    @Test
    void search_refusesUnboundedQueriesAndMembersOfTheOldSearch() throws IOException {
        assertThat(client.jira("POST", "/search/jql", "{\"jql\":\"order by created\"}")
                        .status())
                .isEqualTo(400);
        assertThat(client.jira("POST", "/search/jql", "{\"jql\":\"project = SUP\",\"startAt\":0}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anExpiredToken_getsAnEmptySearchWith200_andTheHeaderThatGivesItAway() throws IOException {
        client.createIssue("SUP", "dsp_1");
        simulator.jira().anonymous(true);
        SimulatorClient.Reply found = client.search("SUP", "dsp_1");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().path("issues")).isEmpty();
        assertThat(found.http().headers().firstValue("x-seraph-loginreason")).contains("AUTHENTICATED_FAILED");
        assertThat(client.jira("GET", "/myself", null).status()).isEqualTo(401);
    }

    @Test
    void bulkFetch_isNotBehind_andLeavesOutAbsentKeys() throws IOException {
        simulator.jira().indexLag(Duration.ofHours(1));
        client.createIssue("SUP", "dsp_1");
        SimulatorClient.Reply found = client.jira(
                "POST", "/issue/bulkfetch", "{\"issueIdsOrKeys\":[\"SUP-1\",\"SUP-2\"],\"properties\":[\"hub.op\"]}");
        assertThat(found.json().path("issues")).hasSize(1);
        assertThat(found.text("/issues/0/properties/hub.op/op")).isEqualTo("dsp_1");
    }

    @Test
    void createRefusesWhatJiraRefuses() throws IOException {
        SimulatorClient.Reply refused = client.jira("POST", "/issue", """
                {"fields":{"project":{"key":"SUP"},"issuetype":{"id":"1"},"summary":"%s","labels":["two words"],
                  "description":{"type":"doc","version":1,"content":[{"type":"text","text":""}]}}}""".formatted("x".repeat(256)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").fieldNames())
                .toIterable()
                .contains("summary", "labels", "description");
        assertThat(simulator.journal().effects().all()).isEmpty();
    }

    @Test
    void comments_areListedWithTheirProperties_andAreInternalWhenMarkedSo() throws IOException {
        client.createIssue("SUP", "dsp_1");
        SimulatorClient.Reply made = client.jira("POST", "/issue/SUP-1/comment", COMMENT);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("jsdPublic").asBoolean()).isFalse();
        SimulatorClient.Reply listed =
                client.jira("POST", "/comment/list?expand=properties", "{\"ids\":[" + made.text("/id") + "]}");
        assertThat(listed.text("/values/0/properties/0/value/op")).isEqualTo("dsp_2");
        assertThat(client.jira("GET", "/issue/SUP-1/comment", null).text("/total"))
                .isEqualTo("1");
        assertThat(simulator.journal().effects().with(Effect.Kind.COMMENT, "dsp_2"))
                .hasSize(1);
    }

    @Test
    void remoteLinks_areUpsertedByGlobalId() throws IOException {
        client.createIssue("SUP", "dsp_1");
        String link = "{\"globalId\":\"hub:slack\",\"object\":{\"url\":\"https://s.example\",\"title\":\"Thread\"}}";
        assertThat(client.jira("POST", "/issue/SUP-1/remotelink", link).status())
                .isEqualTo(201);
        assertThat(client.jira("POST", "/issue/SUP-1/remotelink", link).status())
                .isEqualTo(200);
        assertThat(simulator.journal().effects().of(Effect.Kind.REMOTE_LINK)).hasSize(1);
    }

    @Test
    void transitionsLabelsAndProperties_change() throws IOException {
        client.createIssue("SUP", "dsp_1");
        assertThat(client.jira("POST", "/issue/SUP-1/transitions", "{\"transition\":{\"id\":\"31\"}}")
                        .status())
                .isEqualTo(204);
        client.jira(
                "PUT", "/issue/SUP-1", "{\"update\":{\"labels\":[{\"add\":\"double\"},{\"remove\":\"hub-dsp_1\"}]}}");
        assertThat(client.jira("PUT", "/issue/SUP-1/properties/hub.state", "{\"a\":1}")
                        .status())
                .isEqualTo(201);
        SimulatorClient.Reply issue = client.jira("GET", "/issue/SUP-1?properties=hub.state", null);
        assertThat(issue.text("/fields/status/statusCategory/key")).isEqualTo("done");
        assertThat(issue.json().at("/fields/labels")).hasToString("[\"double\"]");
        assertThat(issue.text("/properties/hub.state/a")).isEqualTo("1");
    }

    @Test
    void whatIsAbsentOrUnauthenticated_is404() throws IOException {
        assertThat(client.jira("GET", "/issue/SUP-99", null).status()).isEqualTo(404);
        client.createIssue("SUP", "dsp_1");
        assertThat(client.call(Provider.JIRA, "GET", "/rest/api/3/issue/SUP-1", null, "none")
                        .status())
                .isEqualTo(404);
    }
}
