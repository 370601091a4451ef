package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;

/** Briefs with something in them changed. */
final class Briefs {
    private Briefs() {}

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
