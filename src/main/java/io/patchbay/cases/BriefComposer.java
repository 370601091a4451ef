package io.patchbay.cases;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Decision;
import io.patchbay.event.QueuePlan;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Composes the brief of a case from what was said, matched and decided. */
final class BriefComposer {
    private BriefComposer() {}

    static CaseBrief compose(
            String ref,
            CallReport report,
            AccountMatch match,
            String team,
            Decision decision,
            QueuePlan plan,
            Instant openedAt) {
        return new CaseBrief(
                ref,
                report.source(),
                report.callId(),
                decision.queue(),
                plan.restricted(),
                "open",
                false,
                plan.owner(),
                decision.severity(),
                matter(report, match, team),
                decision.rule(),
                decision.reviewReasons(),
                decision.unsupportedClaims(),
                1,
                openedAt,
                Map.of(),
                Map.of(),
                List.of());
    }

    static CaseBrief.Matter matter(CallReport report, AccountMatch match, String team) {
        boolean belongs = match.belongs();
        return new CaseBrief.Matter(
                match.accountId(),
                belongs ? match.account().name() : "",
                belongs ? match.account().tier() : "",
                match.level().name().toLowerCase(Locale.ROOT),
                report.text(CallField.CALLER_NAME),
                report.text(CallField.CALLER_ROLE),
                report.text(CallField.CALLBACK_NUMBER),
                report.text(CallField.CALLBACK_PREFERENCE),
                report.text(CallField.SUMMARY),
                report.text(CallField.INTENT),
                report.text(CallField.PRODUCT_AREA),
                team,
                report.text(CallField.ERROR_MESSAGE),
                report.text(CallField.REGION),
                report.text(CallField.IMPACT),
                report.number(CallField.AFFECTED_USERS),
                report.text(CallField.BUSINESS_FUNCTION),
                report.text(CallField.WORKAROUND),
                report.time(CallField.FAILURE_STARTED_AT).map(Instant::toString).orElse(""),
                report.text(CallField.REQUESTED_NEXT_STEP),
                report.text(CallField.TRANSCRIPT_URL),
                report.flag(CallField.INTERRUPTED),
                match.trusted(),
                match.basis().wireName());
    }
}
