package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.Journal;
import io.patchbay.simulator.Provider;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Providers that are out, slow, or ask for patience, and rows that cannot be worked on: each stops only itself. */
class ProviderFaultTest {
    /** Sixty bytes, one a second. */
    private static final Fault DRIBBLED = new Fault(
            true,
            new Fault.Range(0, 0),
            new Fault.Range(0, 0),
            new Fault.Said(200, "application/json", Map.of(), "{}", 60),
            Fault.Way.DRIBBLED);

    @Test
    void destinationsFailApart_andPoisonStopsOnlyItself() throws Exception {
        try (FaultRig rig =
                FaultRig.on(HubDatabase.of("h2"), HubConfiguration.quick().pageHold("6s"))) {
            rig.node("provider", node -> node.with("PATCHBAY_DISPATCH_PAGE_FALLBACK_AFTER", "5s")
                            .with("PATCHBAY_WATCH_MS", "500"))
                    .awaitReady(FaultRig.START);
            throttled(rig);
            dribbling(rig);
            ticketOutage(rig);
            pageOutage(rig);
            rig.assertNothingLostNothingTwice();
            poison(rig);
        }
    }

    /** 429 with three seconds: nothing is posted into that channel before they are over, and it is no failed attempt. */
    private static void throttled(FaultRig rig) {
        rig.providers.faults().on(Endpoint.SLACK_POST_MESSAGE).once(Fault.throttled("3"));
        rig.send("throttled", 10, 20).join();
        Awaitility.await().atMost(FaultRig.START).until(() -> messages(rig, "throttled") == 10);
        List<Journal.Seen> posts = rig.providers.journal().requests(Endpoint.SLACK_POST_MESSAGE);
        Journal.Seen refused =
                posts.stream().filter(seen -> seen.status() == 429).findFirst().orElseThrow();
        // What was in flight when the answer came does not count.
        assertThat(posts)
                .filteredOn(seen -> channel(seen).equals(channel(refused)))
                .filteredOn(seen -> seen.at() > refused.at() + 500 && seen.at() < refused.at() + 3_000)
                .isEmpty();
        assertThat(rig.count("dispatch where failures > 0")).isZero();
    }

    private static String channel(Journal.Seen seen) {
        return seen.request().json().path("channel").asText();
    }

    /** A provider that sends a byte a second is given up by the deadline of the call; the others are as quick as ever. */
    private static void dribbling(FaultRig rig) {
        rig.providers.faults().on(Endpoint.WRITE_BACK_POST).always(DRIBBLED);
        long started = System.nanoTime();
        rig.send("dribbled", 20, 20).join();
        Awaitility.await().atMost(TimeLimit.ofSeconds(30)).until(() -> messages(rig, "dribbled") == 20);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(TimeLimit.ofSeconds(20));
        Awaitility.await()
                .atMost(TimeLimit.ofSeconds(30))
                .until(() -> rig.count("dispatch where destination = 'writeback' and failures > 0") > 0);
        rig.providers.faults().clear();
    }

    /** Without Jira a confirmed page goes out when its hold is over, and the ticket, when it comes, is linked to it. */
    private static void ticketOutage(FaultRig rig) throws Exception {
        rig.providers.refuse(Provider.JIRA);
        long started = System.currentTimeMillis();
        rig.send("outage", 4, 20).join();
        Awaitility.await()
                .atMost(FaultRig.START)
                .until(() -> rig.providers.journal().effects().of(Effect.Kind.ALERT).stream()
                        .anyMatch(alert -> alert.at() > started));
        assertThat(Duration.ofMillis(System.currentTimeMillis() - started)).isLessThan(TimeLimit.ofSeconds(30));
        assertThat(
                        rig.count(
                                "support_case c join case_receipt r on r.case_ref = c.ref and r.destination = 'jira' where call_id like 'outage-%' and provider_id is not null"))
                .isZero();
        rig.providers.listen(Provider.JIRA);
        Awaitility.await()
                .atMost(FaultRig.START)
                .until(() -> rig.count("dispatch d join support_case c on c.ref = d.case_ref"
                                + " where c.call_id like 'outage-%' and d.operation = 'link' and d.state = 'done'"
                                + " and d.payload like '%pagerduty%'")
                        > 0);
    }

    /** A page that PagerDuty does not take is told to the fallback channel, once; when PagerDuty is back it goes out all the same. */
    private static void pageOutage(FaultRig rig) throws Exception {
        rig.providers.refuse(Provider.PAGERDUTY);
        rig.send("unpaged", 4, 20).join();
        String unpaged = "dispatch d join support_case c on c.ref = d.case_ref where c.call_id like 'unpaged-%'";
        String told = unpaged + " and d.operation = 'tell_fallback'";
        Awaitility.await()
                .atMost(FaultRig.START)
                .until(() -> rig.count(told + " and d.state = 'done' and d.provider_channel = 'C0FALLBACK'") == 1);
        assertThat(rig.count(unpaged + " and d.operation = 'trigger' and d.state = 'done'"))
                .isZero();
        rig.providers.listen(Provider.PAGERDUTY);
        Awaitility.await()
                .atMost(FaultRig.START)
                .until(() -> rig.count(unpaged + " and d.operation = 'trigger' and d.state = 'done'") == 1);
        assertThat(rig.count(told)).isEqualTo(1);
    }

    /** Rows as a bug or a bad disk leaves them; calls that come after them are worked on all the same. */
    private static void poison(FaultRig rig) {
        String ref = rig.template.queryForObject("select min(ref) from support_case", String.class);
        rig.template.update(
                "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at)"
                        + " values ('dsp_poison', ?, 'jira', 'add_comment', 900, 'poison', '{\"text\":', 'ready',"
                        + " timestamp with time zone '2026-01-01 00:00:00Z')",
                ref);
        rig.template.update(
                "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state,"
                        + " call_id, phase, receives, due_at) values ('evt_poison', 'generic', 'poison', 'h', 'application/json', '',"
                        + " '{broken', ?, 'received', 'poison', 'call.analyzed', 3, timestamp with time zone '2026-01-01 00:00:00Z')",
                new byte[] {'{', '}'});
        rig.send("behind", 5, 20).join();
        Awaitility.await().atMost(TimeLimit.ofSeconds(40)).until(() -> messages(rig, "behind") == 5);
        Awaitility.await()
                .atMost(FaultRig.START)
                .until(() -> rig.count(
                                "dispatch where id = 'dsp_poison' and state = 'dead' and reason like '%cannot be read%'")
                        == 1);
        Awaitility.await()
                .atMost(FaultRig.START)
                .until(() ->
                        rig.count("event where id = 'evt_poison' and state in ('dead', 'quarantined') and reason <> ''")
                                == 1);
        assertThat(rig.count("event where id = 'evt_poison' and receives <= 5")).isEqualTo(1);
    }

    private static long messages(FaultRig rig, String prefix) {
        return rig.count(
                "support_case c join case_receipt r on r.case_ref = c.ref and r.destination = 'slack' where call_id like '"
                        + prefix + "-%' and r.status = 'succeeded'");
    }
}
