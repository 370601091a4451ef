package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import java.util.List;

/** Briefs with something in them changed. */
final class Briefs {
    private Briefs() {}

    /** The case with what may be shown of it; what it claims is shown only where nothing is hidden. */
    static CaseBrief showing(CaseBrief brief, CaseBrief.Matter matter) {
        return new CaseBrief(
                brief.ref(),
                brief.source(),
                brief.callId(),
                brief.queue(),
                brief.restricted(),
                brief.status(),
                brief.terminal(),
                brief.owner(),
                brief.severity(),
                matter,
                brief.rule(),
                brief.reviewReasons(),
                matter.equals(brief.matter()) ? brief.unsupportedClaims() : List.of(),
                brief.calls(),
                brief.openedAt(),
                brief.receipts(),
                brief.evidence(),
                brief.acts());
    }

    static CaseBrief with(CaseBrief brief, String queue, boolean restricted, Person owner, String rule) {
        return new CaseBrief(
                brief.ref(),
                brief.source(),
                brief.callId(),
                queue,
                restricted,
                brief.status(),
                brief.terminal(),
                owner,
                brief.severity(),
                brief.matter(),
                rule,
                brief.reviewReasons(),
                brief.unsupportedClaims(),
                brief.calls(),
                brief.openedAt(),
                brief.receipts(),
                brief.evidence(),
                brief.acts());
    }
}
