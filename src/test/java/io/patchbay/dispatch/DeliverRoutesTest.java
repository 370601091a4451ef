package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.PAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static io.patchbay.dispatch.Briefs.WRITE_BACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.event.QueuePlan;
import io.patchbay.event.Settled;
import io.patchbay.platform.Bell;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The route files as they are, with scripted providers and cases behind them. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        classes = {DispatchRoom.class, StepCount.class},
        properties = {
            "spring.datasource.url=jdbc:h2:mem:deliver-routes;DB_CLOSE_DELAY=-1",
            "camel.main.routes-include-pattern=file:routes/deliver.camel.yaml,file:routes/reconcile.camel.yaml,file:routes/leases.camel.yaml,file:routes/destinations.camel.yaml",
            "camel.component.kamelet.location=classpath:stub-kamelets",
            "camel.component.direct.block=false",
            "patchbay.dispatch.sweep-poll-ms=500",
            "logging.level.org.apache.camel.spring.spi.TransactionErrorHandler=OFF"
        })
class DeliverRoutesTest {
    private static final Duration SOON = TimeLimit.ofSeconds(10);

    @Autowired
    Planner planner;

    @Autowired
    DispatchRoom.Providers providers;

    @Autowired
    DispatchRoom.TestCases cases;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ProducerTemplate producer;

    @Autowired
    StepCount steps;

    @Autowired
    InFlight inFlight;

    @Autowired
    Bell bell;

    @BeforeEach
    void everybodyAnswers() {
        await().atMost(SOON).until(() -> inFlight.size() == 0);
        jdbc.sql("delete from dispatch").update();
        providers.reset();
        cases.reset();
    }

    @Test
    void confirmedCase_getsTicketThenMessageThenPageThenLinks() {
        String ref = plan(TICKET, MESSAGE, pageAfterMessage(), WRITE_BACK);

        await().atMost(SOON).until(() -> unfinished() == 0);

        assertThat(providers.calls(ref))
                .startsWith("create_issue", "post_message")
                .containsOnlyOnce("create_issue", "post_message", "trigger")
                .contains("case_updated")
                .filteredOn("link"::equals)
                .hasSize(2);
        assertThat(cases.told).extracting(Settled::operation).contains("create_issue", "post_message", "trigger");
    }

    @Test
    void delivery_takesFewSteps() {
        String ref = plan(TICKET, MESSAGE, pageAfterMessage(), WRITE_BACK);

        await().atMost(SOON).until(() -> unfinished() == 0);

        assertThat(steps.of(ref))
                .containsKeys("create_issue", "post_message", "trigger", "case_updated")
                .allSatisfy(
                        (operation, count) -> assertThat(count).as(operation).isBetween(5, 8));
    }

    @Test
    void failureInsideTheHub_isAnUnknownOutcomeThatIsLookedUp() {
        providers.script("create_issue", delivery -> {
            throw new IllegalStateException("cannot compose");
        });
        String ref = plan(TICKET);

        await().atMost(SOON).until(() -> state("create_issue").equals("done"));

        assertThat(providers.calls(ref)).containsExactly("create_issue", "look up create_issue");
        assertThat(cases.told).extracting(Settled::state).containsExactly("unknown", "done");
    }

    @Test
    void tooManyRequests_pausesTheDestinationAndIsNotAFailure() {
        AtomicInteger calls = new AtomicInteger();
        providers.script(
                "post_message",
                delivery -> calls.incrementAndGet() == 1
                        ? Outcome.throttled(Duration.ofSeconds(2), 429, "rate limited")
                        : Node.OK);
        long before = System.nanoTime();
        plan(MESSAGE);
        await().atMost(SOON).until(() -> calls.get() == 1);
        String other = plan(MESSAGE);

        await().atMost(SOON).until(() -> unfinished() == 0);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(providers.calls(other)).hasSize(1);
        assertThat(jdbc.sql("select max(failures) from dispatch")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void settlingIsRepeated_untilTheDatabaseIsBack() {
        cases.failNext(3, new DataAccessResourceFailureException("away"));
        String ref = plan(TICKET);

        await().atMost(SOON).until(() -> unfinished() == 0);

        assertThat(providers.calls(ref)).containsExactly("create_issue");
        assertThat(cases.told).hasSize(1);
    }

    @Test
    void poisonedCase_holdsUpNoOther() {
        cases.poison = "POISONED";
        planner.plan(List.of(new NewCase(Briefs.unconfirmed("POISONED"), Briefs.plan(TICKET), "")));
        plan(TICKET);
        plan(TICKET);

        await().atMost(SOON).until(() -> count("state = 'done'") == 2);
        await().atMost(SOON).until(() -> inFlight.size() == 0);

        assertThat(count("state = 'sending' and case_ref = 'POISONED'")).isEqualTo(1);
    }

    @Test
    void caseThatCannotBeRead_isNotSentAndTriedLater() {
        cases.failReads(1);
        String ref = plan(TICKET);

        await().atMost(SOON).until(() -> count("failures = 1 and reason like 'the hub could not read%'") == 1);
        assertThat(providers.calls(ref)).isEmpty();
        jdbc.sql("update dispatch set due_at = current_timestamp").update();
        await().atMost(SOON).until(() -> unfinished() == 0);
    }

    @Test
    void claimThatTheNodeDoesNotHoldAnyMore_isNotSent() {
        String ref = UUID.randomUUID().toString().substring(0, 9);
        Delivery stale = new Delivery(
                "dsp_stale",
                "clm_old",
                "jira",
                Operation.CREATE_ISSUE,
                1,
                "pb-stale",
                1,
                Instant.now(),
                Instant.now(),
                Map.of(),
                Briefs.paging(ref));

        producer.sendBody("direct:deliver-jira", new Attempt(stale, false));
        plan(TICKET);

        await().atMost(SOON).until(() -> unfinished() == 0);
        await().during(Duration.ofMillis(300)).until(() -> providers.calls(ref).isEmpty());
    }

    @Test
    void slowDestination_doesNotSlowTheOthers() {
        providers.script("create_issue", delivery -> {
            await().atMost(SOON).until(() -> count("operation = 'post_message' and state = 'done'") == 20);
            return Node.OK;
        });
        for (int i = 0; i < 20; i++) {
            plan(TICKET, new QueuePlan.Step("slack", Operation.POST_MESSAGE, "", null, false));
        }

        await().atMost(SOON).until(() -> count("operation = 'create_issue' and state = 'done'") == 20);
    }

    @Test
    void verdictByRoute_tellsTheCaseAndFollowsOn() {
        providers.script("create_issue", delivery -> Node.REJECTED);
        plan(TICKET, MESSAGE);
        await().atMost(SOON).until(() -> unfinished() == 0);
        Verdict verdict =
                new Verdict("", id("create_issue"), Verdict.Kind.HAPPENED, "7", "SUP-7", "", "", "dana", "seen");

        List<?> told = producer.requestBody("direct:verdict", verdict, List.class);
        List<?> again = producer.requestBody("direct:verdict", verdict, List.class);

        assertThat(told).hasSize(1);
        assertThat(again).isEmpty();
        await().atMost(SOON).until(() -> count("operation = 'link' and state = 'done'") == 1);
    }

    @Test
    void replayByRoute_sendsTheDeadAgain() {
        AtomicInteger calls = new AtomicInteger();
        providers.script("create_issue", delivery -> calls.incrementAndGet() == 1 ? Node.REJECTED : Node.OK);
        plan(TICKET);
        await().atMost(SOON).until(() -> state("create_issue").equals("dead"));

        producer.requestBody("direct:replay", new Replay(Map.of(id("create_issue"), ""), "dana", "mended"));

        await().atMost(SOON).until(() -> state("create_issue").equals("done"));
    }

    @Test
    void sweep_holdsTheCaseBeforeItTouchesTheDispatch() {
        jdbc.sql("insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at,"
                        + " attempts, token, lease_until, first_sent_at, sent_at) values ('dsp_gone', 'C000-GONE', 'jira',"
                        + " 'paint', 1, 'pb-gone', '{}', 'sending', current_timestamp, 1, 'clm_gone',"
                        + " current_timestamp - interval '1' second, current_timestamp, current_timestamp)")
                .update();

        producer.requestBody("direct:recover-expired", (Object) null);

        await().atMost(SOON).until(() -> state("paint").equals("unknown"));
        assertThat(cases.held).startsWith("C000-GONE sending");
    }

    @Test
    void aPoisonedCase_keepsNoOthersExpiredClaimFromBeingTakenBack() {
        cases.poison = "POISONED";
        for (String ref : List.of("POISONED", "C000-GOOD")) {
            jdbc.sql(
                            "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at,"
                                    + " attempts, token, lease_until, first_sent_at, sent_at) values (?, ?, 'jira', 'paint', 1, ?, '{}',"
                                    + " 'sending', current_timestamp, 1, 'clm_gone', current_timestamp - interval '1' second,"
                                    + " current_timestamp, current_timestamp)")
                    .params("dsp_" + ref, ref, "pb-" + ref)
                    .update();
        }

        await().atMost(SOON).until(() -> count("case_ref = 'C000-GOOD' and state = 'unknown'") == 1);
        assertThat(count("case_ref = 'POISONED' and state = 'sending'")).isEqualTo(1);
    }

    private static QueuePlan.Step pageAfterMessage() {
        return new QueuePlan.Step(
                PAGE.destination(), PAGE.operation(), Operation.POST_MESSAGE, PAGE.holdAtMost(), true);
    }

    private String plan(QueuePlan.Step... steps) {
        String ref = UUID.randomUUID().toString().substring(0, 9);
        planner.plan(List.of(new NewCase(Briefs.paging(ref), Briefs.plan(steps), "")));
        return ref;
    }

    private long unfinished() {
        return count("state not in ('done', 'dead')");
    }

    private long count(String condition) {
        return jdbc.sql("select count(*) from dispatch where " + condition)
                .query(Long.class)
                .single();
    }

    private String state(String operation) {
        return column("state", operation);
    }

    private String id(String operation) {
        return column("id", operation);
    }

    private String column(String column, String operation) {
        return jdbc.sql("select " + column + " from dispatch where operation = ?")
                .param(operation)
                .query(String.class)
                .single();
    }
}
