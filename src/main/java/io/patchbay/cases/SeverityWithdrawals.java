package io.patchbay.cases;

import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Decision;
import io.patchbay.event.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Takes back a severity that a rule had confirmed because of one call, when that call supports it no more: a later event
 * shows that its caller is not who they were taken for, a person corrects it, or it leaves the case. What then stands is what
 * the last decisions of the case's calls confirm. A severity that a person set, or that the call never confirmed, is left
 * alone. Runs in the transaction of the caller, who has locked the case.
 */
@Component
public class SeverityWithdrawals {
    private static final Set<String> PAGE_OUT = Set.of("pending", "succeeded", "unknown");

    private final SeverityRepository severities;
    private final DecisionRepository decisions;
    private final TimelineRepository timeline;

    SeverityWithdrawals(SeverityRepository severities, DecisionRepository decisions, TimelineRepository timeline) {
        this.severities = severities;
        this.decisions = decisions;
        this.timeline = timeline;
    }

    /** After an event on whose account the call was decided anew; without effect unless the event took trust away. */
    WithdrawnSeverity afterEvent(CaseBrief brief, CallReport report, AccountMatch match, String news) {
        String why = news + ": the caller is not trusted any more to be who they were taken for";
        return withdraw(brief, report, decision -> exceeds(decision, match), "hub", why);
    }

    /** After the call has left the case. */
    WithdrawnSeverity afterDeparture(CaseBrief brief, CallReport report) {
        return withdraw(
                brief, report, decision -> true, "hub", "the call that confirmed it is not on this case any more");
    }

    /** After a person corrected what was said on the call. */
    WithdrawnSeverity afterCorrection(CaseBrief brief, CallReport report, StaffAction.By by) {
        return withdraw(brief, report, decision -> true, by.actor(), by.why());
    }

    private WithdrawnSeverity withdraw(
            CaseBrief brief, CallReport report, Predicate<Decision> undone, String actor, String why) {
        Severity stands = brief.severity();
        if (!stands.confirmedBy().startsWith("rule:")
                || decisions.confirming(brief.ref(), report.source(), report.callId(), stands).stream()
                        .noneMatch(undone)) {
            return WithdrawnSeverity.NONE;
        }
        Severity now = decisions.supported(brief.ref());
        if (now.confirmed() && now.level() <= stands.level()) {
            return WithdrawnSeverity.NONE;
        }
        severities.set(brief.ref(), now, now.confirmedBy());
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("why", why);
        detail.put("before", detail(stands));
        detail.put("after", detail(now));
        timeline.append(brief.ref(), TimelineEntry.of("severity.revised", actor, detail));
        return new WithdrawnSeverity(stands, now, withdrawPage(brief, now, actor));
    }

    private boolean withdrawPage(CaseBrief brief, Severity now, String actor) {
        boolean resolves = isPageOut(brief) && !now.pages();
        if (resolves) {
            severities.page(
                    brief.ref(),
                    actor.equals("hub")
                            ? "withdrawn: the severity is not supported any more"
                            : "withdrawn by " + actor);
        }
        return resolves && !severities.held(brief.ref());
    }

    /** Whether the page of the case was sent, or is about to be. */
    static boolean isPageOut(CaseBrief brief) {
        return PAGE_OUT.contains(brief.receipt("pagerduty").status());
    }

    /** A severity as the timeline has it. */
    static Map<String, Object> detail(Severity severity) {
        return Map.of("severity", severity.label(), "confirmed_by", severity.confirmedBy(), "pages", severity.pages());
    }

    /** Whether the decision trusted the caller in a way that the match does not. */
    private static boolean exceeds(Decision decision, AccountMatch match) {
        Map<String, Object> facts = decision.facts();
        boolean verified = match.level() == AccountMatch.Level.VERIFIED && match.trusted();
        boolean sameAccount = match.accountId().equals(facts.get("directory.account"));
        return is(facts, "directory.account_trusted") && !(match.trusted() && sameAccount)
                || is(facts, "directory.account_verified") && !(verified && sameAccount);
    }

    private static boolean is(Map<String, Object> facts, String name) {
        return Boolean.TRUE.equals(facts.get(name));
    }
}
