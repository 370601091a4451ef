package io.patchbay.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.intake.Inbox;
import io.patchbay.intake.IntakeSteps;
import io.patchbay.intake.KeptEvent;
import io.patchbay.intake.KeptEvents;
import io.patchbay.sandbox.PhoneCall;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.storage.CountingDataSource;
import io.patchbay.storage.Database;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.JdbcTemplate;

/** The number of statements that triage executes does not depend on the number of calls in a batch. */
class StatementBudgetTest {
    private static final int BUDGET = 25;
    private static final Map<String, String> NOWHERE = Map.of(
            "JIRA_BASE_URL", "http://127.0.0.1:9",
            "JIRA_EMAIL", "hub@example.com",
            "JIRA_API_TOKEN", "jira-token",
            "SLACK_BASE_URL", "http://127.0.0.1:9/api",
            "SLACK_BOT_TOKEN", "slack-token",
            "PAGERDUTY_API_TOKEN", "pagerduty-token",
            "PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
    private static final String KNOWN_LINE = "+15550100014";

    private static CountingDataSource counting;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.datasource.url", Database.newPostgresUrl());
        settings.put("server.port", "0");
        settings.putAll(NOWHERE);
        hub = RunningHub.start(
                settings, Clock.systemUTC(), context -> context.getBeanFactory().addBeanPostProcessor(counter()));
        // The test takes the batches itself.
        hub.bean(CamelContext.class).getRouteController().stopRoute("triage");
    }

    private static BeanPostProcessor counter() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource source && name.equals("dataSource")) {
                    counting = new CountingDataSource(source);
                    return counting;
                }
                return bean;
            }
        };
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static int statementsFor(int calls, String topic) {
        for (int i = 0; i < calls; i++) {
            assertThat(PhoneCall.from(KNOWN_LINE)
                            .failing(topic + " " + letters(i))
                            .send(hub, "call.analyzed")
                            .statusCode())
                    .isEqualTo(202);
        }
        List<KeptEvent> kept = hub.bean(Inbox.class).claim();
        List<KeptEvents> sorted = hub.bean(IntakeSteps.class).sort(kept);
        assertThat(sorted).hasSize(1);
        List<TriageBatch> batches = hub.bean(TriageSteps.class).begin(sorted.get(0));
        assertThat(batches).hasSize(1);
        ProducerTemplate routes = hub.bean(ProducerTemplate.class);
        int executed = counting.during(() -> routes.sendBody("direct:triage-batch", batches.get(0)));
        assertThat(batches.get(0).calls()).hasSize(calls).allMatch(call -> !call.caseRef()
                .isEmpty());
        return executed;
    }

    /** A failure's signature leaves numbers out. */
    private static String letters(int number) {
        return "" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    }

    @Test
    void batch_ofOneAndOfSixtyNewCalls_staysInOneBudget() {
        int one = statementsFor(1, "alone");
        int sixty = statementsFor(60, "together");

        assertThat(one).isLessThanOrEqualTo(BUDGET);
        assertThat(sixty).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void batch_ofCallsThatJoinAnOpenCase_staysInTheSameBudget() {
        statementsFor(1, "joined");
        String matter = "joined aa";
        for (int i = 0; i < 40; i++) {
            PhoneCall.from(KNOWN_LINE).failing(matter).send(hub, "call.analyzed");
        }
        List<KeptEvents> sorted =
                hub.bean(IntakeSteps.class).sort(hub.bean(Inbox.class).claim());
        TriageBatch batch = hub.bean(TriageSteps.class).begin(sorted.get(0)).get(0);
        int executed = counting.during(() -> hub.bean(ProducerTemplate.class).sendBody("direct:triage-batch", batch));

        assertThat(batch.calls()).hasSize(40).allMatch(call -> call.opened().joined());
        assertThat(executed).isLessThanOrEqualTo(BUDGET + 10);
        assertThat(hub.bean(JdbcTemplate.class).queryForObject("select max(calls) from support_case", Integer.class))
                .isEqualTo(41);
    }
}
