package io.patchbay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What fails or is throttled on its own holds nobody else. */
class DestinationPartitionsTest {
    private static final Outcome THROTTLED = Outcome.throttled(Duration.ofSeconds(30), 429, "");
    private static final Outcome DOWN = Outcome.of(Outcome.Kind.NOT_SENT, 0, "connection refused");

    private final HandClock clock = new HandClock();
    private final Gates gates = new Gates(DestinationLimits.DEFAULTS, clock);
    private final DestinationPartitions partitions = new DestinationPartitions(gates, clock);

    private Delivery delivery(String destination, String operation, Map<String, String> payload) {
        return new Delivery(
                "dsp_1",
                "clm_1",
                destination,
                operation,
                1,
                "pb-1",
                1,
                clock.instant(),
                clock.instant(),
                payload,
                Briefs.unconfirmed("C7K4-92MX"));
    }

    private Delivery writeBack(String source) {
        return delivery("writeback", Operation.CALL_JOINED, Map.of("source", source));
    }

    @Test
    void aSourceThatSays429_holdsNoOtherSource() {
        partitions.heard(writeBack("twilio"), THROTTLED, false);

        assertThat(partitions.closed(writeBack("twilio"))).isTrue();
        assertThat(partitions.closed(writeBack("vapi"))).isFalse();
        assertThat(gates.of("writeback").admit(1)).isEqualTo(1);
        clock.move(Duration.ofSeconds(30));
        assertThat(partitions.closed(writeBack("twilio"))).isFalse();
    }

    @Test
    void aSourceThatIsDown_holdsNoOtherSource() {
        for (int i = 0; i < 40; i++) {
            gates.of("writeback").admit(1);
            partitions.heard(writeBack("twilio"), DOWN, false);
            gates.of("writeback").leave();
            clock.move(Duration.ofMillis(100));
        }

        assertThat(partitions.closed(writeBack("twilio"))).isTrue();
        assertThat(partitions.closed(writeBack("vapi"))).isFalse();
        assertThat(gates.of("writeback").admit(1)).isEqualTo(1);
    }

    @Test
    void aThrottledPost_holdsPostsOfItsChannelOnly() {
        partitions.heard(delivery("slack", Operation.POST_MESSAGE, Map.of()), THROTTLED, false);

        assertThat(partitions.closed(delivery("slack", Operation.POST_REPLY, Map.of())))
                .isTrue();
        assertThat(partitions.closed(delivery("slack", Operation.UPDATE_MESSAGE, Map.of())))
                .isFalse();
        assertThat(gates.of("slack").admit(1)).isEqualTo(1);
    }

    @Test
    void whatWaitedForItsLane_saysNothingAboutTheLane() {
        Delivery delivery = writeBack("twilio");
        partitions.heard(delivery, THROTTLED, false);
        clock.move(Duration.ofSeconds(29));
        Outcome waited = partitions.closedLane(delivery);
        partitions.heard(delivery, waited, false);

        assertThat(waited.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        clock.move(Duration.ofSeconds(1));
        assertThat(partitions.closed(delivery)).isFalse();
    }

    @Test
    void whatTheHubPutOffItself_pausesNobody() {
        gates.of("jira").admit(1);

        partitions.heard(
                delivery("jira", Operation.CREATE_ISSUE, Map.of()),
                Outcome.throttled(Duration.ofSeconds(1), 0, "too late"),
                false);

        assertThat(gates.of("jira").closedFor()).isZero();
    }

    @Test
    void jiraAsAWhole_isThrottledAsAWhole() {
        gates.of("jira").admit(1);
        partitions.heard(delivery("jira", Operation.CREATE_ISSUE, Map.of()), THROTTLED, false);

        assertThat(gates.of("jira").admit(1)).isZero();
    }
}
