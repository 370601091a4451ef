package io.patchbay.incidents;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Recognises that several accounts report one failure, and sees to it that one failure pages once. Only a caller
 * trusted to belong to an account counts: nobody makes an outage by calling often, or by naming other companies.
 */
@Component
public class Failures {
    private final FailureRepository failures;
    private final Duration window;

    /** @param window how long a report counts, and how long a failure must be silent to be over */
    Failures(FailureRepository failures, @Value("${patchbay.failure-window:60m}") Duration window) {
        this.failures = failures;
        this.window = window;
    }

    /**
     * Takes the call's failure into account and tells what is known of it now. Runs in the caller's transaction. A failure that
     * a case reported before its caller lost their trust is locked all the same: its page may have to be given back.
     *
     * @param caseRef the call's case, or the empty string: the account for which that case was counted before is not counted
     *     beside the one that the call belongs to now
     */
    public Signals observe(CallReport report, AccountMatch match, String caseRef) {
        FailureSignature failure = FailureSignature.of(report);
        if (!failure.known()) {
            return Signals.NONE;
        }
        if (!match.trusted()) {
            if (!caseRef.isEmpty()) {
                failures.lock(failure);
            }
            return Signals.NONE;
        }
        boolean known = failures.hold(failure, window);
        failures.report(failure, match.accountId());
        long accounts = known ? failures.accounts(failure, window, caseRef, match.accountId()) : 1;
        return new Signals(failure.key(), accounts, List.of(), "", "");
    }

    /**
     * Holds the failure that a case is about until the transaction ends, and tells its signature: before the case is
     * held, as in triage, so that the two never wait for each other in a ring.
     *
     * @return the empty string when the case names no failure
     */
    public String hold(CaseBrief brief) {
        FailureSignature failure = FailureSignature.of(brief.matter());
        if (failure.known()) {
            failures.hold(failure, window);
        }
        return failure.key();
    }

    /**
     * Nothing where the case stays. Counts the case's failures for the account that the case belongs to now, in the caller's transaction; the one that it
     * was taken for counts no more unless another case of it reports the failure.
     */
    public void reassign(CaseMove move) {
        if (move != null
                && move.isTenantChanged()
                && !move.fromAccount().equals(move.to().matter().accountId())) {
            failures.reassign(
                    move.to().ref(), move.fromAccount(), move.to().matter().accountId());
        }
    }

    /**
     * Takes back what the case counted for, in the caller's transaction, when its caller is not trusted to belong to that
     * account any more. An account for which another case reports the failure goes on counting.
     *
     * @param move null for a call that is not the first of its case: then others speak for the case
     */
    public void distrust(CaseMove move, AccountMatch match) {
        if (move != null && !match.trusted()) {
            failures.withdraw(move.to().ref());
        }
    }

    /** Gives the page back that the case had claimed, so that another case about the failure may page. */
    public void releasePage(String caseRef) {
        failures.releasePage(caseRef);
    }

    /**
     * Asks for the one page of the failure, and of its incident, on behalf of a case. An incident that goes on for longer
     * than its failure is reported, or that shows as several failures, still pages once.
     *
     * @param signature the failure, or the empty string for a case that reports none
     * @param incidentId the incident that the caller's transaction holds, or the empty string
     * @return the empty string when the case is to page, else the reference of the case that did
     */
    public String claimPage(String signature, String incidentId, String caseRef) {
        if (incidentId.isEmpty()) {
            return claim(signature, caseRef);
        }
        Optional<String> paged = failures.pageOfIncident(incidentId).filter(other -> !other.equals(caseRef));
        if (paged.isPresent()) {
            return paged.get();
        }
        String other = claim(signature, caseRef);
        failures.pagedFor(incidentId, other.isEmpty() ? caseRef : other);
        return other;
    }

    private String claim(String signature, String caseRef) {
        if (signature.isEmpty() || failures.claimPage(signature, caseRef)) {
            return "";
        }
        return failures.pageCase(signature).orElse("");
    }
}
