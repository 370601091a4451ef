package io.patchbay.cases;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.feedback.FeedbackRules;
import io.patchbay.cases.staff.StaffActionRepository;
import io.patchbay.cases.staff.SupervisionRepository;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.platform.Ids;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.storage.Database;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The services of the module as the application wires them, on an empty database. */
final class CaseModule {
    final Database database;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final String node;
    final Calls calls;
    final Cases cases;
    final CaseRevisions revisions;
    final CaseOpening opening;
    final CaseQueries queries;
    final StaffActions actions;
    final Corrections corrections;
    final Supervision supervision;
    final Releases releases;

    private final JdbcTemplate template;
    private final CaseRepository caseRows;
    private final BriefRepository briefs;
    private final TimelineRepository timeline;

    CaseModule(Database on) {
        database = on.empty();
        template = database.template();
        Clock clock = Clock.systemUTC();
        Ids ids = new Ids(clock);
        node = ids.next("node");
        caseRows = new CaseRepository(template);
        briefs = new BriefRepository(template);
        timeline = new TimelineRepository(template);
        CallRepository callRows = new CallRepository(template);
        MatterRepository matters = new MatterRepository(template);
        DecisionRepository decisions = new DecisionRepository(template);
        SeverityRepository severities = new SeverityRepository(template);
        FactRepository facts = new FactRepository(template);
        StaffActionRepository staffRows = new StaffActionRepository(template);
        SupervisionRepository supervised = new SupervisionRepository(template);
        SeverityWithdrawals withdrawals = new SeverityWithdrawals(severities, decisions, timeline);
        calls = new Calls(
                callRows, new GatheringCallRepository(template), NodeIdentity.of(node), Duration.ofHours(4), meters);
        ReceiptRepository receipts = new ReceiptRepository(template);
        cases = new Cases(caseRows, matters, briefs, callRows, timeline, receipts);
        revisions = new CaseRevisions(
                caseRows, briefs, decisions, severities, withdrawals, callRows, facts, receipts, timeline, ids);
        opening = new CaseOpening(caseRows, matters, briefs, decisions, severities, callRows, timeline, ids, clock);
        queries = new CaseQueries(template, briefs, decisions, callRows, timeline);
        actions = new StaffActions(caseRows, briefs, staffRows, facts, severities, withdrawals, timeline);
        corrections = new Corrections(callRows, briefs, timeline, clock);
        supervision = new Supervision(supervised, staffRows, timeline);
        releases = new Releases(caseRows, briefs, callRows, staffRows, supervised, timeline);
    }

    CaseFeedback feedback(FeedbackRules rules) {
        return new CaseFeedback(
                new FactRepository(template), caseRows, briefs, new ReceiptRepository(template), timeline, rules);
    }
}
