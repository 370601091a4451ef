package io.patchbay.attention;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can wait for a person. */
public enum AttentionKind {
    /** A dispatch of which nobody knows whether it happened. */
    DISPATCH_UNKNOWN,
    /** A dispatch that its destination refused, or that failed too often. */
    DISPATCH_DEAD,
    /** A webhook that its source's mapping cannot read. */
    EVENT_QUARANTINED,
    /** A webhook that failed too often. */
    EVENT_DEAD,
    /** An open case whose owner is away or not in the directory, or which went to its queue's lead because nobody else was there. */
    CASE_WITHOUT_OWNER,
    /** An incident that a signal proposes and nobody declared or dismissed. */
    INCIDENT_PROPOSED,
    /** The latest message of an incident, which reached nobody of an affected case. */
    UPDATE_NOT_DELIVERED,
    /** What a tool holds of a case and no webhook told. */
    DRIFT_OPEN;

    /** The kind as the API and the metric name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AttentionKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** Whether only operators can end it, whatever queue it belongs to. */
    boolean isForOperations() {
        return this == EVENT_QUARANTINED || this == EVENT_DEAD;
    }

    /** The request that ends it. */
    String action(AttentionRow row) {
        return "POST /api/v1/"
                + switch (this) {
                    case DISPATCH_UNKNOWN, DISPATCH_DEAD -> "dispatches/" + row.item() + "/verdict";
                    case EVENT_QUARANTINED, EVENT_DEAD -> "events/" + row.item() + "/readmit";
                    case CASE_WITHOUT_OWNER -> "cases/" + row.item() + "/owner";
                    case INCIDENT_PROPOSED -> "incidents/" + row.item() + "/declare";
                    case UPDATE_NOT_DELIVERED ->
                        "incidents/" + row.incidentId() + "/updates/" + row.caseRef() + "/acknowledgement";
                    case DRIFT_OPEN -> "drifts/" + row.item() + "/mend";
                };
    }
}
