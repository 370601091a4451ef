package io.patchbay.incidents;

import java.util.List;

/** How an incident begins. */
final class Opening {
    private Opening() {}

    static Incident incident(
            String id,
            String title,
            String state,
            String stage,
            String origin,
            List<String> areas,
            List<String> regions) {
        return new Incident(id, title, state, stage, origin, areas, regions, 0, "", null, null, null);
    }
}
