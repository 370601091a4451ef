package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** An index that lags longer than the quiet period lets a second ticket come into being; it does not stay. */
class DoubleTicketTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(60);

    @Test
    void secondTicketOfACreate_isLinkedClosedAndToldAndTheOldestIsTheCases() throws Exception {
        try (ProviderSimulator providers = ProviderSimulator.start();
                RunningHub hub = RunningHub.start(settings(providers))) {
            JdbcTemplate database = hub.bean(JdbcTemplate.class);
            providers.faults().on(Endpoint.JIRA_CREATE_ISSUE).once(Fault.lostAnswer(Fault.Way.RESET));
            providers.jira().indexLag(Duration.ofMinutes(10));
            SignedCall.of(
                            "msg_double",
                            "{\"type\":\"call.analyzed\",\"data\":{\"call\":{\"id\":\"call-double\"}}}"
                                    .getBytes(StandardCharsets.UTF_8))
                    .post(hub);
            Outcomes outcomes = new Outcomes(hub, PATIENCE);
            String second = ticket(outcomes.settledCase("call-double"));
            List<String> keys = issues(providers);
            assertThat(keys).hasSize(2).last().isEqualTo(second);

            providers.jira().indexLag(Duration.ZERO);
            database.update("update double_check set due_at = current_timestamp");
            await().atMost(PATIENCE).until(() -> round(database) == 2);
            database.update("update double_check set due_at = current_timestamp");
            await().atMost(PATIENCE)
                    .until(() -> database.queryForObject("select count(*) from double_check", Long.class) == 0);

            JsonNode found = outcomes.settledCase("call-double");
            assertThat(ticket(found)).isEqualTo(keys.get(0));
            assertThat(status(providers, keys.get(0))).isNotEqualTo("done");
            assertThat(status(providers, keys.get(1))).isEqualTo("done");
            assertThat(providers.journal().effects().with(Effect.Kind.COMMENT, keys.get(1)))
                    .hasSize(1);
            assertThat(found.get("timeline"))
                    .filteredOn(entry -> entry.get("kind").asText().equals("ticket.double_closed"))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.at("/detail/kept").asText()).isEqualTo(keys.get(0));
                        assertThat(entry.at("/detail/closed").asText()).isEqualTo(keys.get(1));
                    });
        }
    }

    private static Map<String, String> settings(ProviderSimulator providers) {
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.remove("SOURCE_GENERIC_WRITE_BACK_URL");
        settings.put("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        settings.put("server.port", "0");
        settings.put("patchbay.dispatch.quiet-period", "1s");
        settings.put("patchbay.dispatch.doubles-poll-ms", "200");
        return settings;
    }

    private static List<String> issues(ProviderSimulator providers) {
        return providers.journal().effects().of(Effect.Kind.ISSUE).stream()
                .map(Effect::id)
                .sorted()
                .map(id -> providers.jira().issue(id).orElseThrow().get("key").asText())
                .toList();
    }

    private static int round(JdbcTemplate database) {
        return database.queryForObject("select max(round) from double_check", Integer.class);
    }

    private static String status(ProviderSimulator providers, String key) {
        return providers
                .jira()
                .issue(key)
                .orElseThrow()
                .at("/fields/status/statusCategory/key")
                .asText();
    }

    private static String ticket(JsonNode found) {
        for (JsonNode destination : found.get("destinations")) {
            if (destination.get("destination").asText().equals("jira")) {
                return destination.get("key").asText();
            }
        }
        throw new AssertionError("no ticket");
    }
}
