package io.patchbay.directory;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import java.util.Locale;

/** What the network says of the line that the customer's side has. */
enum LineAttestation {
    /** The network vouches that the caller may use the number, or it is the number that the company called. */
    PASSED,
    /** The network says nothing of the number. */
    NONE,
    /** The network says that the number is not shown to be the caller's. */
    FAILED;

    /** Of the line in the report. The number that the company called needs no attestation. A word nobody knows counts as failed. */
    static LineAttestation of(CallReport report) {
        if (Evidence.isOutbound(report)) {
            return PASSED;
        }
        return switch (report.text(CallField.ATTESTATION).strip().toLowerCase(Locale.ROOT)) {
            case "passed" -> PASSED;
            case "", "none" -> NONE;
            default -> FAILED;
        };
    }

    /** Whether a line on record is enough for the policy. */
    boolean satisfies(MatchPolicy.TrustedLines policy) {
        return switch (policy) {
            case ANY -> this != FAILED;
            case ATTESTED -> this == PASSED;
            case NONE -> false;
        };
    }
}
