package io.patchbay.triage;

import io.patchbay.cases.DecidedCall;
import io.patchbay.cases.Gathered;
import io.patchbay.cases.Opened;
import io.patchbay.cases.StaffAction;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Signals;
import io.patchbay.intake.KeptEvent;

/**
 * One call on its way from what was said to its case. Each step of triage fills in what it finds; a value that its step has
 * not set yet is null.
 */
public final class CallInProgress {
    private final KeptEvent event;
    private final Gathered call;
    private final StaffAction.Correct correction;
    private AccountMatch match;
    private Signals signals;
    private Decision decision;
    private QueuePlan plan;
    private String team;
    private Opened opened;
    private String caseRef;

    /** A call that is decided because of no event of its own. */
    CallInProgress(Gathered call) {
        this(null, call, null);
    }

    CallInProgress(KeptEvent event, Gathered call) {
        this(event, call, null);
    }

    /** A call that is decided again because of a correction. */
    CallInProgress(Gathered call, StaffAction.Correct correction) {
        this(null, call, correction);
    }

    private CallInProgress(KeptEvent event, Gathered call, StaffAction.Correct correction) {
        this.event = event;
        this.call = call;
        this.correction = correction;
        this.caseRef = call.caseRef();
    }

    /** The same call as decided, to be given another case than the one that it leaves. */
    CallInProgress withoutCase() {
        CallInProgress leaving = new CallInProgress(null, call.withoutCase(), null);
        leaving.match = match;
        leaving.signals = signals;
        leaving.decision = decision;
        leaving.plan = plan;
        leaving.team = team;
        return leaving;
    }

    /** The event that told of the call, or null. */
    KeptEvent event() {
        return event;
    }

    /** The correction because of which it is decided again, or null. */
    StaffAction.Correct correction() {
        return correction;
    }

    /** The call with everything said about it so far, and what is to be done now. */
    public Gathered call() {
        return call;
    }

    public CallReport report() {
        return call.report();
    }

    /** Whether it is to be decided, and has not been yet. */
    boolean waitsForDecision() {
        return decision == null && (call.isDecide() || call.isRevise());
    }

    void match(AccountMatch found) {
        match = found;
    }

    public AccountMatch match() {
        return match;
    }

    MatchedCall matched() {
        return new MatchedCall(call.report(), match, call.caseRef());
    }

    void signals(Signals found) {
        signals = found;
    }

    public Signals signals() {
        return signals;
    }

    void decide(Decision made) {
        decision = made;
    }

    public Decision decision() {
        return decision;
    }

    /** The queue that the rules chose. */
    public String queue() {
        return decision.queue();
    }

    void plan(QueuePlan queuePlan, String productTeam) {
        plan = queuePlan;
        team = productTeam;
    }

    void plan(QueuePlan queuePlan) {
        plan = queuePlan;
    }

    /** What the call's queue does for its cases. */
    public QueuePlan plan() {
        return plan;
    }

    String team() {
        return team;
    }

    DecidedCall decided() {
        return new DecidedCall(call, match, team, decision, plan);
    }

    void open(Opened became) {
        opened = became;
        caseRef = became.brief().ref();
    }

    /** What the call became: its case. */
    public Opened opened() {
        return opened;
    }

    /** The call's case, or the empty string. */
    public String caseRef() {
        return caseRef;
    }
}
