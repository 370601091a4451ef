package io.patchbay.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A case of which some values are about to be other ones. */
final class CaseBriefCopy {
    private final CaseBrief of;
    String queue;
    boolean restricted;
    String status;
    boolean terminal;
    Person owner;
    Severity severity;
    CaseBrief.Matter matter;
    String rule;
    List<String> unsupportedClaims;
    long calls;
    Instant openedAt;
    Map<String, CaseBrief.Receipt> receipts;
    Map<String, Instant> evidence;
    List<CaseBrief.Act> acts;

    CaseBriefCopy(CaseBrief of) {
        this.of = of;
        queue = of.queue();
        restricted = of.restricted();
        status = of.status();
        terminal = of.terminal();
        owner = of.owner();
        severity = of.severity();
        matter = of.matter();
        rule = of.rule();
        unsupportedClaims = of.unsupportedClaims();
        calls = of.calls();
        openedAt = of.openedAt();
        receipts = of.receipts();
        evidence = of.evidence();
        acts = of.acts();
    }

    CaseBrief brief() {
        return new CaseBrief(
                of.ref(),
                of.source(),
                of.callId(),
                queue,
                restricted,
                status,
                terminal,
                owner,
                severity,
                matter,
                rule,
                of.reviewReasons(),
                unsupportedClaims,
                calls,
                openedAt,
                receipts,
                evidence,
                acts);
    }
}
