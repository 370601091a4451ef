package io.patchbay.triage;

import io.patchbay.cases.Gathered;
import io.patchbay.directory.Directory;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.rules.Rules;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells which of the calls that were only to be noted have to be decided anew: those whose match changes by what came, or of
 * which a rule in force reads something else than before. Reads no table.
 */
@Component
class LateFacts {
    private final Directory directory;
    private final Rules rules;

    LateFacts(Directory directory, Rules rules) {
        this.directory = directory;
        this.rules = rules;
    }

    /** The call, to be revised where what came can change its decision; otherwise as it is. */
    Gathered reconsider(Gathered call) {
        if (!call.isNote() || call.before().equals(call.report())) {
            return call;
        }
        AccountMatch before = directory.match(call.before());
        AccountMatch now = directory.match(call.report());
        boolean same = before.equals(now) && trail(call.before(), before).equals(trail(call.report(), now));
        return same ? call : call.toRevise();
    }

    /** What every rule in force read of the call; what else it reads, the call does not change. */
    private List<Decision.Step> trail(CallReport report, AccountMatch match) {
        return rules.decide(report, match, Signals.NONE, History.NONE).trail();
    }
}
