package io.patchbay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the gate lets in, under a clock moved by hand. */
class DestinationGateTest {
    private static final Duration AFTER_OPEN = Duration.ofMillis(30_001);

    private final HandClock clock = new HandClock();

    @Test
    void concurrency_isNeverExceeded() {
        DestinationGate gate = gate(4, 0);

        assertThat(gate.admit(10)).isEqualTo(4);
        assertThat(gate.admit(10)).isZero();
        gate.leave();
        assertThat(gate.admit(10)).isEqualTo(1);
    }

    @Test
    void unusedPlaces_areGivenBack() {
        DestinationGate gate = gate(4, 5);
        gate.giveBack(gate.admit(1));

        assertThat(gate.admit(1)).isEqualTo(1);
    }

    @Test
    void noSecond_seesMoreThanAFifthOverTheLimit() {
        DestinationGate gate = gate(1_000, 50);
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            admitted += gate.admit(1_000);
            clock.move(Duration.ofMillis(10));
        }

        assertThat(admitted).isBetween(50, 60);
        assertThat(gate.closedFor()).isLessThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void retryAfter_isObeyedToTheSecond() {
        DestinationGate gate = gate(4, 0);
        gate.admit(1);
        gate.heard(Outcome.throttled(Duration.ofSeconds(90), 429, ""), false);

        clock.move(Duration.ofMillis(89_999));
        assertThat(gate.admit(1)).isZero();
        assertThat(gate.closedFor()).isPositive();
        clock.move(Duration.ofMillis(1));
        assertThat(gate.admit(1)).isEqualTo(1);
    }

    @Test
    void retryAfterOfADay_isObeyedForAnHour() {
        DestinationGate gate = gate(4, 0);
        gate.heard(Outcome.throttled(Duration.ofDays(1), 429, ""), false);

        clock.move(Duration.ofMinutes(59));
        assertThat(gate.admit(1)).isZero();
        clock.move(Duration.ofMinutes(1));
        assertThat(gate.admit(1)).isEqualTo(1);
    }

    @Test
    void shorterRetryAfter_doesNotEndALongerOne() {
        DestinationGate gate = gate(4, 0);
        gate.heard(Outcome.throttled(Duration.ofSeconds(60), 429, ""), false);
        gate.heard(Outcome.throttled(Duration.ofSeconds(1), 429, ""), false);

        clock.move(Duration.ofSeconds(30));

        assertThat(gate.admit(1)).isZero();
    }

    @Test
    void clockThatJumpsBack_doesNotProlongThePause() {
        DestinationGate gate = gate(4, 10);
        gate.heard(Outcome.throttled(Duration.ofSeconds(10), 429, ""), false);

        clock.move(Duration.ofHours(-1));

        assertThat(gate.admit(1)).isEqualTo(1);
    }

    @Test
    void breaker_opensAndLetsTwoThroughAfterwards() {
        DestinationGate gate = gate(100, 0);
        fail(gate, 5);
        assertThat(gate.admit(100)).isZero();
        assertThat(gate.closedFor()).isEqualTo(Duration.ofSeconds(1));

        clock.move(AFTER_OPEN);

        assertThat(gate.closedFor()).isZero();
        assertThat(gate.admit(100)).isEqualTo(2);
        assertThat(gate.admit(100)).isZero();
        gate.heard(Node.OK, false);
        gate.heard(Node.OK, false);
        assertThat(gate.admit(100)).isPositive();
    }

    @Test
    void breakerThatFailsAgain_staysOpen() {
        DestinationGate gate = gate(100, 0);
        fail(gate, 5);
        clock.move(AFTER_OPEN);

        int probes = gate.admit(100);
        fail(gate, probes);

        assertThat(probes).isEqualTo(2);

        assertThat(gate.admit(100)).isZero();
    }

    @Test
    void halfOpenPlaceThatIsGivenBack_isNotLost() {
        DestinationGate gate = gate(100, 0);
        fail(gate, 5);
        clock.move(AFTER_OPEN);
        gate.giveBack(gate.admit(100));

        assertThat(gate.admit(100)).isEqualTo(2);
    }

    @Test
    void refusalsAndFruitlessLookUps_doNotOpenTheBreaker() {
        DestinationGate gate = gate(100, 0);
        for (int i = 0; i < 20; i++) {
            gate.heard(Node.REJECTED, false);
            gate.heard(Node.ABSENT, true);
            gate.heard(Outcome.of(Outcome.Kind.UNKNOWN, 200, "anonymous"), true);
        }

        assertThat(gate.admit(1)).isEqualTo(1);
    }

    private void fail(DestinationGate gate, int calls) {
        for (int i = 0; i < calls; i++) {
            gate.heard(Node.UNKNOWN, false);
        }
    }

    private DestinationGate gate(int concurrency, int perSecond) {
        return new DestinationGate("jira", Node.limits(concurrency, perSecond, RetrySchedule.TICKET, 10), clock);
    }
}
