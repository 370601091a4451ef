package io.patchbay.incidents;

import io.patchbay.event.UpdateSeen;
import org.springframework.stereotype.Component;

/** Takes what sources say of the updates that they were told. Runs in the caller's transaction. */
@Component
public class UpdatesSeen {
    private final AffectedRepository affected;

    UpdatesSeen(AffectedRepository affected) {
        this.affected = affected;
    }

    /**
     * Notes that the update was seen, once: what is acknowledged stays as it is. The source may say so before the hub has
     * written down that it was sent.
     *
     * @return false when the source was told no such update about that case: then nothing is noted
     */
    public boolean take(UpdateSeen seen) {
        return affected.acknowledge(seen) || affected.acknowledged(seen);
    }
}
