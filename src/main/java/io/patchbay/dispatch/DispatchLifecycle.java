package io.patchbay.dispatch;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Stops the queue in order: first nothing more is claimed, then what is in flight ends and is written down, and only then
 * Camel stops, which would otherwise take the routes away from under it. It runs beside the web server's own drain.
 */
@Component
final class DispatchLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchLifecycle.class);
    private static final int BESIDE_THE_WEB_DRAIN = DEFAULT_PHASE - 1_024;

    private final InFlight inFlight;
    private final Duration atMost;
    private volatile boolean running;

    DispatchLifecycle(InFlight inFlight, @Value("${patchbay.dispatch.stop-within:14s}") Duration atMost) {
        this.inFlight = inFlight;
        this.atMost = atMost;
    }

    @Override
    public void start() {
        inFlight.reopen();
        running = true;
    }

    @Override
    public void stop() {
        inFlight.close();
        if (!inFlight.awaitEmpty(atMost)) {
            LOG.warn("{} dispatches are left to their lease", inFlight.size());
        }
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        Thread drain = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "dispatch-drain");
        drain.setDaemon(true);
        drain.start();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BESIDE_THE_WEB_DRAIN;
    }
}
