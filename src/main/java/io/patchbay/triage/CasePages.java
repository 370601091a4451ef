package io.patchbay.triage;

import io.patchbay.cases.Cases;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.DispatchActions;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Settled;
import io.patchbay.incidents.Failures;
import java.util.List;
import org.springframework.stereotype.Component;

/** The pages of cases: of all cases about one failure only the first pages, and a page that lost its reason ends. */
@Component("casePages")
public class CasePages {
    private final Failures failures;
    private final Cases cases;
    private final DispatchActions desk;
    private final SettledEffects effects;
    private final Planner planner;

    CasePages(Failures failures, Cases cases, DispatchActions desk, SettledEffects effects, Planner planner) {
        this.failures = failures;
        this.cases = cases;
        this.desk = desk;
        this.effects = effects;
        this.planner = planner;
    }

    /**
     * Whether the case is to page. Else the failure was paged with another case, which the case says.
     *
     * @param signature the failure that the case reports, or the empty string
     * @param incident the incident that the transaction holds, or the empty string
     */
    boolean claim(String signature, String incident, String caseRef) {
        String pagedWith = failures.claimPage(signature, incident, caseRef);
        if (!pagedWith.isEmpty()) {
            cases.pagedWith(caseRef, pagedWith);
        }
        return pagedWith.isEmpty();
    }

    /** The page of a case that nobody has begun to send is withdrawn; one that may be out is resolved. */
    public void end(CaseBrief brief) {
        failures.releasePage(brief.ref());
        List<Settled> withdrawn = desk.withdraw(brief.ref(), "pagerduty", Operation.TRIGGER, brief.pageReason());
        if (withdrawn.isEmpty()) {
            planner.add(List.of(new Addition(brief.ref(), "pagerduty", Operation.RESOLVE)));
        } else {
            effects.record(withdrawn);
        }
    }
}
