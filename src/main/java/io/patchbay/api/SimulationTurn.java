package io.patchbay.api;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** One simulation at a time: each reads up to all stored decisions and uses every core. */
@Component
final class SimulationTurn {
    private final Semaphore turn = new Semaphore(1);

    /** @throws Conflict when one is running */
    <T> T run(Supplier<T> simulation) {
        if (!turn.tryAcquire()) {
            throw new Conflict("a simulation is running; wait until it has ended");
        }
        try {
            return simulation.get();
        } finally {
            turn.release();
        }
    }
}
