package io.patchbay.triage;

import io.patchbay.cases.Cases;
import io.patchbay.incidents.Failures;
import org.springframework.stereotype.Component;

/** Of all cases about one failure only the first pages. */
@Component
class PageClaims {
    private final Failures failures;
    private final Cases cases;

    PageClaims(Failures failures, Cases cases) {
        this.failures = failures;
        this.cases = cases;
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
}
