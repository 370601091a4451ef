package io.patchbay.dispatch;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Says at the last moment whether an attempt may still be made. */
@Component
public final class Admission {
    private static final Outcome TOO_LATE =
            Outcome.throttled(Duration.ofSeconds(1), 0, "its claim had nearly ended before the call began");

    private final InFlight inFlight;
    private final DestinationPartitions partitions;

    Admission(InFlight inFlight, DestinationPartitions partitions) {
        this.inFlight = inFlight;
        this.partitions = partitions;
    }

    /**
     * Ends an attempt that may not be made now, none of which is a failed one: the node stood still so long that another
     * one may have taken the dispatch over, or will before the call is over; or others of its kind were told to wait.
     */
    public void check(Attempt attempt) {
        if (attempt.isEnded()) {
            return;
        }
        Delivery delivery = attempt.delivery();
        if (inFlight.outlived(delivery.id(), delivery.token())) {
            attempt.end(TOO_LATE);
        } else if (partitions.closed(delivery)) {
            attempt.end(partitions.closedLane(delivery));
        }
    }
}
