package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Stopping claims nothing more, and waits for what is in flight. */
class DispatchLifecycleTest {
    private final Node node = new Node(Database.H2.empty());

    @Test
    void stop_waitsForCallsInFlightAndLeavesTheRestUnclaimed() {
        DispatchLifecycle lifecycle = new DispatchLifecycle(node.inFlight, Duration.ofSeconds(10));
        lifecycle.start();
        node.plan("C000-0001", TICKET);
        Delivery inFlight = node.claimOne("jira");
        CountDownLatch stopped = new CountDownLatch(1);

        lifecycle.stop(stopped::countDown);
        await().until(() -> !node.inFlight.open());
        node.plan("C000-0002", TICKET);
        node.workSignal.send("closed:" + DispatchQueue.work("jira"));
        assertThat(node.claim("jira")).isEmpty();
        assertThat(stopped.getCount()).isEqualTo(1);
        node.settle(inFlight, Node.OK);

        await().atMost(TimeLimit.ofSeconds(5)).until(() -> stopped.getCount() == 0);
        assertThat(node.count("state = 'ready' and attempts = 0")).isEqualTo(1);
        assertThat(lifecycle.isRunning()).isFalse();
    }

    @Test
    void stop_doesNotWaitForEver() {
        DispatchLifecycle lifecycle = new DispatchLifecycle(node.inFlight, Duration.ofMillis(200));
        lifecycle.start();
        node.plan("C000-0001", TICKET);
        node.claimOne("jira");

        lifecycle.stop();

        assertThat(node.count("state = 'sending'")).isEqualTo(1);
    }

    @Test
    void camelStopsAfterIt() {
        int phaseOfCamel = Integer.MAX_VALUE - 2_049;

        assertThat(new DispatchLifecycle(node.inFlight, Duration.ZERO).getPhase())
                .isGreaterThan(phaseOfCamel);
    }
}
