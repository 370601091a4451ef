package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.PAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static io.patchbay.dispatch.Briefs.WRITE_BACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan;
import io.patchbay.platform.Json;
import io.patchbay.routes.RouteProbes.Place;
import io.patchbay.routes.RouteTest;
import io.patchbay.routes.StepCount;
import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** From the durable queue to the destinations and back, by the route files as they ship. */
class DeliverRoutesTest extends RouteTest {
    private static final Duration SOON = TimeLimit.ofSeconds(10);

    @Autowired
    Planner planner;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate producer;

    @Autowired
    StepCount steps;

    @Autowired
    InFlight inFlight;

    @BeforeEach
    void nothingWaits() {
        await().atMost(SOON).until(() -> inFlight.size() == 0);
        jdbc.sql("delete from dispatch").update();
    }

    @Test
    void confirmedCase_getsTicketThenMessageThenPageThenLinks() {
        String ref = plan(TICKET, MESSAGE, pageAfterMessage(), WRITE_BACK);

        await().atMost(SOON).until(() -> unfinished() == 0);

        assertThat(effects(ref))
                .startsWith(Effect.Kind.ISSUE, Effect.Kind.MESSAGE)
                .containsOnlyOnce(Effect.Kind.ISSUE, Effect.Kind.MESSAGE, Effect.Kind.ALERT)
                .contains(Effect.Kind.WRITE_BACK);
        assertThat(PROVIDERS.journal().effects().of(Effect.Kind.REMOTE_LINK)).hasSize(2);
        assertThat(timeline(ref)).filteredOn("dispatch.done"::equals).hasSizeGreaterThanOrEqualTo(3);
        assertThat(jdbc.sql("select destination from case_receipt where case_ref = ? and status = 'succeeded'")
                        .param(ref)
                        .query(String.class)
                        .list())
                .contains("jira", "slack");
        assertThat(jdbc.sql("select page_status from support_case where ref = ?")
                        .param(ref)
                        .query(String.class)
                        .single())
                .isEqualTo("succeeded");
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
        AtomicInteger calls = new AtomicInteger();
        probes.at(Place.BEFORE_THE_CALL, exchange -> {
            if (calls.incrementAndGet() == 1) {
                exchange.getMessage().getBody(Attempt.class).begin();
                throw new IllegalStateException("cannot compose");
            }
        });
        String ref = plan(TICKET);

        await().atMost(SOON).until(() -> state("create_issue").equals("done"));

        assertThat(effects(ref)).containsExactly(Effect.Kind.ISSUE);
        assertThat(PROVIDERS.journal().calls(Endpoint.JIRA_SEARCH)).isPositive();
        assertThat(timeline(ref))
                .startsWith("dispatch.unknown")
                .endsWith("dispatch.done")
                .doesNotContain("dispatch.dead");
    }

    @Test
    void tooManyRequests_pausesTheDestinationAndIsNotAFailure() {
        PROVIDERS.faults().on(Endpoint.SLACK_POST_MESSAGE).once(Fault.throttled("2"));
        long before = System.nanoTime();
        plan(MESSAGE);
        await().atMost(SOON).until(() -> PROVIDERS.journal().calls(Endpoint.SLACK_POST_MESSAGE) == 1);
        String other = plan(MESSAGE);

        await().atMost(SOON).until(() -> unfinished() == 0);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(requests(Endpoint.SLACK_POST_MESSAGE, other)).hasSize(1);
        assertThat(jdbc.sql("select max(failures) from dispatch")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void settlingIsRepeated_untilTheDatabaseIsBack() {
        AtomicInteger failures = new AtomicInteger(3);
        probes.at(Place.BEFORE_SETTLING, exchange -> {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new DataAccessResourceFailureException("away");
            }
        });
        String ref = plan(TICKET);

        await().atMost(SOON).until(() -> unfinished() == 0);

        assertThat(requests(Endpoint.JIRA_CREATE_ISSUE, ref)).hasSize(1);
        assertThat(failures).hasValue(0);
        assertThat(timeline(ref)).containsOnlyOnce("dispatch.done");
    }

    @Test
    void poisonedCase_holdsUpNoOther() {
        String poisoned = open();
        probes.at(Place.BEFORE_SETTLING, exchange -> {
            if (exchange.getMessage()
                    .getBody(SettlementGroup.class)
                    .caseReferences()
                    .contains(poisoned)) {
                throw new DataIntegrityViolationException("does not fit");
            }
        });
        planner.plan(List.of(new NewCase(Briefs.unconfirmed(poisoned), Briefs.plan(TICKET), "")));
        plan(TICKET);
        plan(TICKET);

        await().atMost(SOON).until(() -> count("state = 'done'") == 2);
        await().atMost(SOON).until(() -> inFlight.size() == 0);

        assertThat(count("state = 'sending' and case_ref = '" + poisoned + "'")).isEqualTo(1);
    }

    @Test
    void caseThatCannotBeRead_isNotSentAndTriedLater() {
        AtomicInteger failures = new AtomicInteger(1);
        probes.at(Place.BEFORE_CASES_ARE_READ, exchange -> {
            if (failures.getAndSet(0) > 0) {
                throw new DataAccessResourceFailureException("away");
            }
        });
        String ref = plan(TICKET);

        await().atMost(SOON).until(() -> count("failures = 1 and reason like 'the hub could not read%'") == 1);
        assertThat(requests(Endpoint.JIRA_CREATE_ISSUE, ref)).isEmpty();
        jdbc.sql("update dispatch set due_at = current_timestamp").update();
        await().atMost(SOON).until(() -> unfinished() == 0);
    }

    @Test
    void claimThatTheNodeDoesNotHoldAnyMore_isNotSent() {
        String ref = open();
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
        NotifyBuilder both = new NotifyBuilder(camel)
                .wereSentTo("direct:send-jira")
                .whenDone(2)
                .create();

        producer.sendBody("direct:deliver-jira", new Attempt(stale, false));
        String other = plan(TICKET);

        assertThat(both.matches(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        await().atMost(SOON).until(() -> unfinished() == 0);
        assertThat(effects(other)).containsExactly(Effect.Kind.ISSUE);
        assertThat(requests(Endpoint.JIRA_CREATE_ISSUE, ref)).isEmpty();
    }

    @Test
    void slowDestination_doesNotSlowTheOthers() {
        PROVIDERS
                .faults()
                .on(Endpoint.JIRA_CREATE_ISSUE)
                .when(
                        request -> {
                            await().atMost(SOON)
                                    .until(() -> count("operation = 'post_message' and state = 'done'") == 20);
                            return false;
                        },
                        Fault.delay(Duration.ZERO));
        for (int i = 0; i < 20; i++) {
            plan(TICKET, new QueuePlan.Step("slack", Operation.POST_MESSAGE, "", null, false));
        }

        await().atMost(SOON).until(() -> count("operation = 'create_issue' and state = 'done'") == 20);
    }

    @Test
    void verdictByRoute_tellsTheCaseAndFollowsOn() {
        PROVIDERS.faults().on(Endpoint.JIRA_CREATE_ISSUE).once(Fault.refusedWith(400, "{}"));
        PROVIDERS.jira().has(7, "SUP-7");
        plan(TICKET, MESSAGE);
        await().atMost(SOON).until(() -> unfinished() == 0);
        Verdict verdict =
                new Verdict("support", id("create_issue"), Verdict.Kind.HAPPENED, "7", "SUP-7", "", "", "dana", "seen");

        List<?> tells = producer.requestBody("direct:verdict", verdict, List.class);
        List<?> again = producer.requestBody("direct:verdict", verdict, List.class);

        assertThat(tells).hasSize(1);
        assertThat(again).isEmpty();
        await().atMost(SOON).until(() -> count("operation = 'link' and state = 'done'") == 1);
    }

    @Test
    void replayByRoute_sendsTheDeadAgain() {
        PROVIDERS.faults().on(Endpoint.JIRA_CREATE_ISSUE).once(Fault.refusedWith(400, "{}"));
        plan(TICKET);
        await().atMost(SOON).until(() -> state("create_issue").equals("dead"));

        producer.requestBody("direct:replay", new Replay(Map.of(id("create_issue"), "support"), "dana", "mended"));

        await().atMost(SOON).until(() -> state("create_issue").equals("done"));
    }

    @Test
    void recovery_locksTheCaseBeforeItTouchesTheDispatch() {
        String ref = open();
        expired(ref);
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select ref from support_case where ref = ? for update")
                    .param(ref)
                    .query(String.class)
                    .single();
            CompletableFuture.runAsync(() -> producer.requestBody("direct:recover-expired", (Object) null))
                    .join();
            assertThat(state("paint")).isEqualTo("sending");
        });

        await().atMost(SOON).until(() -> state("paint").equals("unknown"));
    }

    @Test
    void caseThatCannotBeRecovered_keepsNoOthersExpiredClaimFromBeingTakenBack() {
        String poisoned = open();
        String good = open();
        probes.at(Place.BEFORE_RECOVERY, exchange -> {
            if (exchange.getMessage().getBody(Batch.class).caseReferences().contains(poisoned)) {
                throw new DataIntegrityViolationException("does not fit");
            }
        });
        expired(poisoned);
        expired(good);

        await().atMost(SOON).until(() -> count("case_ref = '" + good + "' and state = 'unknown'") == 1);
        assertThat(count("case_ref = '" + poisoned + "' and state = 'sending'")).isEqualTo(1);
    }

    private static QueuePlan.Step pageAfterMessage() {
        return new QueuePlan.Step(
                PAGE.destination(), PAGE.operation(), Operation.POST_MESSAGE, PAGE.holdAtMost(), true);
    }

    private String plan(QueuePlan.Step... planned) {
        String ref = open();
        planner.plan(List.of(new NewCase(Briefs.paging(ref), Briefs.plan(planned), "")));
        return ref;
    }

    /** Opens a case with a confirmed severity, about which nothing is planned yet. */
    private String open() {
        String ref = UUID.randomUUID().toString().replace("-", "").substring(0, 9);
        CaseBrief brief = Briefs.paging(ref);
        jdbc.sql(
                        "insert into support_case (ref, source, call_id, queue, owner_id, status, restricted, severity_level,"
                                + " severity_by, severity_pages, decision_id, brief, calls, page_status, page_reason)"
                                + " values (?, ?, ?, ?, 'support-tier-2', 'open', false, 1, ?, true, 'dec_1', ?, 1, 'pending', '')")
                .params(
                        ref,
                        brief.source(),
                        brief.callId(),
                        brief.queue(),
                        brief.severity().confirmedBy(),
                        Json.write(brief))
                .update();
        return ref;
    }

    /** A dispatch of the case that a node claimed and never ended; no connector knows its operation. */
    private void expired(String ref) {
        jdbc.sql("insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at,"
                        + " attempts, token, lease_until, first_sent_at, sent_at) values (?, ?, 'jira', 'paint', 1, ?, '{}',"
                        + " 'sending', current_timestamp, 1, 'clm_gone', current_timestamp - interval '1' second,"
                        + " current_timestamp, current_timestamp)")
                .params("dsp_" + ref, ref, "pb-" + ref)
                .update();
    }

    /** What was made for the case at the providers, in order. */
    private static List<Effect.Kind> effects(String ref) {
        return PROVIDERS.journal().effects().with(ref).stream()
                .map(Effect::kind)
                .toList();
    }

    /** What the case was notified of, in order. */
    private List<String> timeline(String ref) {
        return jdbc.sql("select kind from timeline_entry where case_ref = ? order by seq")
                .param(ref)
                .query(String.class)
                .list();
    }

    private static List<Request> requests(Endpoint endpoint, String ref) {
        return PROVIDERS.journal().requests(endpoint).stream()
                .map(seen -> seen.request())
                .filter(request -> request.text().contains(ref))
                .toList();
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
