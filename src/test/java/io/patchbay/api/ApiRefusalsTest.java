package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ApiRefusalsTest {
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ApiRefusals refusals = new ApiRefusals(
            meters,
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            },
            3);

    @Test
    void anAddress_isToldToWaitUntilItsMinuteIsOver_andAnotherIsNot() {
        for (int i = 0; i < 3; i++) {
            assertThat(refusals.wrongToken("192.0.2.1")).isZero();
        }
        now = now.plusSeconds(20);
        assertThat(refusals.wrongToken("192.0.2.1")).isEqualTo(40);
        assertThat(refusals.wrongToken("192.0.2.2")).isZero();
        now = now.plusSeconds(40);
        assertThat(refusals.wrongToken("192.0.2.1")).isZero();
    }

    @Test
    void manyAddresses_areCountedInBoundedSpace_andLoggedInFewLines(CapturedOutput output) {
        for (int i = 0; i < 30_000; i++) {
            refusals.count(ApiRefusals.Reason.WRONG_TOKEN, "address-" + i);
            refusals.wrongToken("address-" + i);
        }
        refusals.log();
        refusals.log();
        assertThat(meters.counter("patchbay.api.refused", "reason", "wrong_token")
                        .count())
                .isEqualTo(30_000);
        assertThat(output.toString().lines().filter(line -> line.contains("api requests refused")))
                .hasSize(101)
                .anyMatch(line -> line.contains("further_addresses=9901"));
    }
}
