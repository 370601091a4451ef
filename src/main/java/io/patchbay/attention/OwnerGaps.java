package io.patchbay.attention;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Owners who do not work on their cases.
 *
 * @param away the last day of absence of those who are away, by id
 * @param unknown ids that open cases name and the directory does not
 * @param leads who own a case only when nobody else was there
 */
record OwnerGaps(Map<String, LocalDate> away, Set<String> unknown, Set<String> leads) {

    /** Those whose open cases wait in any case. */
    List<String> missing() {
        List<String> missing = new ArrayList<>(unknown);
        missing.addAll(away.keySet());
        return missing.stream().sorted().toList();
    }

    /** Why the case of that owner waits. */
    String reason(String owner) {
        if (unknown.contains(owner)) {
            return "its owner " + owner + " is not in the staff directory";
        }
        return away.containsKey(owner)
                ? "its owner " + owner + " is away until " + away.get(owner)
                : "nobody was there to own it but the lead " + owner;
    }
}
