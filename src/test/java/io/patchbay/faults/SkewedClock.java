package io.patchbay.faults;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The clock of a node that is set wrong: {@code PATCHBAY_TEST_SKEW} says by how much. It carries no annotation of its own,
 * so that only a {@link ChildHub} that is given this class gets it.
 */
public class SkewedClock {
    @Bean
    @Primary
    Clock wrongClock(@Value("${patchbay.test.skew}") Duration skew) {
        return Clock.offset(Clock.systemUTC(), skew);
    }
}
