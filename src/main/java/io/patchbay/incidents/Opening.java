package io.patchbay.incidents;

import io.patchbay.event.IncidentReference;
import io.patchbay.platform.Ids;
import java.util.List;

/** How an incident begins. */
final class Opening {
    private Opening() {}

    static Incident incident(
            Ids ids,
            String title,
            String state,
            String stage,
            String origin,
            List<String> areas,
            List<String> regions) {
        return new Incident(
                ids.next("inc"),
                IncidentReference.random(ids.random()),
                title,
                state,
                stage,
                origin,
                areas,
                regions,
                0,
                "",
                0,
                Incident.Thread.NONE,
                null,
                null,
                null);
    }
}
