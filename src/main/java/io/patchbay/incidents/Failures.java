package io.patchbay.incidents;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
     * Takes the failures of the calls into account and tells what is known of them now, in the order of the calls. Runs in
     * the caller's transaction. The account for which a call's case was counted before is not counted beside the one that the
     * call belongs to now. A failure that a case reported before its caller lost their trust is locked all the same: its page may
     * have to be given back.
     */
    public List<Signals> observe(List<MatchedCall> calls) {
        List<FailureSignature> reported = calls.stream()
                .map(call -> call.match().trusted() ? FailureSignature.of(call.report()) : FailureSignature.NONE)
                .toList();
        failures.lock(reported.stream().filter(FailureSignature::known).toList(), window);
        List<FailureRepository.Report> reports = new ArrayList<>();
        Set<String> asked = new TreeSet<>();
        for (int i = 0; i < calls.size(); i++) {
            if (reported.get(i).known()) {
                String key = reported.get(i).key();
                reports.add(
                        new FailureRepository.Report(key, calls.get(i).match().accountId()));
                if (calls.get(i).caseRef().isEmpty()) {
                    asked.add(key);
                }
            }
        }
        lockDistrusted(calls);
        failures.report(reports);
        Map<String, Long> accounts = failures.accounts(asked, window);
        List<Signals> signals = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            signals.add(signals(calls.get(i), reported.get(i), accounts));
        }
        return signals;
    }

    private void lockDistrusted(List<MatchedCall> calls) {
        calls.stream()
                .filter(call -> !call.match().trusted() && !call.caseRef().isEmpty())
                .map(call -> FailureSignature.of(call.report()))
                .filter(FailureSignature::known)
                .sorted(Comparator.comparing(FailureSignature::key))
                .forEach(failures::lock);
    }

    private Signals signals(MatchedCall call, FailureSignature failure, Map<String, Long> accounts) {
        if (!failure.known()) {
            return Signals.NONE;
        }
        long distinct = call.caseRef().isEmpty()
                ? accounts.get(failure.key())
                : failures.accounts(
                        failure, window, call.caseRef(), call.match().accountId());
        return new Signals(failure.key(), distinct, List.of(), "", "");
    }

    /**
     * Holds the failure that a case is about until the transaction ends, and tells its signature: before the case is
     * held, as in triage, so that the two never wait for each other in a ring.
     *
     * @return the empty string when the case names no failure
     */
    public String lock(CaseBrief brief) {
        FailureSignature failure = FailureSignature.of(brief.matter());
        if (failure.known()) {
            failures.lock(List.of(failure), window);
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
