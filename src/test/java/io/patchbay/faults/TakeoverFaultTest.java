package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a node had claimed goes on within seconds after it died, with leases as long as a company's, of which none ends here. */
class TakeoverFaultTest {
    private static final Duration TAKEOVER = TimeLimit.ofSeconds(5);
    private static final int CALLS = 150;
    private static final String CLAIMS = "select id || ' ' || token from event where state = 'claimed'"
            + " union all select id || ' ' || token from dispatch where state = 'sending'";

    @Test
    void deadNodesClaims_goOnWithinSeconds_elsewhereAndAfterARestart_andALostSessionLosesNothing() throws Exception {
        HubConfiguration configuration =
                HubConfiguration.quick().deadline("20s").triageLease("60s").quietPeriod("15s");
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), configuration)) {
            rig.providers.faults().on(Endpoint.JIRA_CREATE_ISSUE).always(Fault.delay(Duration.ofMillis(300)));
            ChildHub one = rig.node("takeover-1");
            ChildHub two = rig.node("takeover-2");
            one.awaitReady(FaultRig.START);
            two.awaitReady(FaultRig.START);
            anotherNodeTakesOver(rig, two);
            theRestartedNodeTakesOver(rig, one, two);
            aLostSessionStopsNothing(rig);
            rig.assertNothingLostNothingTwice();
            assertThat(rig.count("support_case")).isEqualTo(3 * CALLS);
        }
    }

    private static void anotherNodeTakesOver(FaultRig rig, ChildHub victim) throws Exception {
        CompletableFuture<Duration> sending = rig.send("other", CALLS, 0);
        awaitWork(rig);
        victim.kill9();
        awaitTakeover(rig, claims(rig));
        victim.restart().awaitReady(FaultRig.START);
        sending.join();
    }

    private static void theRestartedNodeTakesOver(FaultRig rig, ChildHub one, ChildHub two) throws Exception {
        CompletableFuture<Duration> sending = rig.send("restart", CALLS, 0);
        awaitWork(rig);
        one.kill9();
        two.kill9();
        List<String> claims = claims(rig);
        assertThat(claims).isNotEmpty();
        one.restart().awaitReady(FaultRig.START);
        awaitTakeover(rig, claims);
        two.restart().awaitReady(FaultRig.START);
        sending.join();
    }

    /** Their claims go the same way as those of the dead, while both nodes go on under other ids. */
    private static void aLostSessionStopsNothing(FaultRig rig) {
        List<String> nodes = rig.template.queryForList("select id from node", String.class);
        CompletableFuture<Duration> sending = rig.send("session", CALLS, 0);
        awaitWork(rig);
        List<Boolean> ended = rig.template.queryForList(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'patchbay-liveness'",
                Boolean.class);
        assertThat(ended).containsExactly(true, true);
        awaitTakeover(rig, claims(rig));
        sending.join();
        Awaitility.await().atMost(FaultRig.SETTLE).until(() -> {
            List<String> now = rig.template.queryForList("select id from node", String.class);
            return now.size() == 2 && now.stream().noneMatch(nodes::contains);
        });
    }

    private static void awaitWork(FaultRig rig) {
        Awaitility.await("both nodes are at work")
                .atMost(FaultRig.START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rig.count("dispatch where state = 'sending'") > 16);
    }

    /** With their tokens: a claim that is made again is another. */
    private static List<String> claims(FaultRig rig) {
        return rig.template.queryForList(CLAIMS, String.class);
    }

    private static void awaitTakeover(FaultRig rig, List<String> claims) {
        Awaitility.await("none of %d claims is left".formatted(claims.size()))
                .atMost(TAKEOVER)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> claims(rig).stream().noneMatch(claims::contains));
    }
}
