package io.patchbay.rules;

import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.platform.CallReportJson;
import io.patchbay.platform.Json;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fills the table of decisions with what the shipped rules say about calls of several kinds. */
final class StoredDecisions {
    static final OffsetDateTime FIRST = OffsetDateTime.of(2026, 11, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final List<String> SUMMARIES = List.of(
            "Checkout returns errors since this morning",
            "We were hacked, somebody else is logged in",
            "The invoice of October is wrong",
            "How do I change the language",
            "Delete all of my personal data");

    private StoredDecisions() {}

    static Decision decision(int number) {
        var report = ShippedRules.analyzed(Map.of(
                CallField.INTENT,
                number % 2 == 0 ? "report_outage" : "question",
                CallField.SUMMARY,
                SUMMARIES.get(number % SUMMARIES.size()),
                CallField.PRODUCT_AREA,
                "checkout",
                CallField.AFFECTED_USERS,
                (long) number));
        RuleSet rules = ShippedRules.rules();
        return rules.decide(rules.facts(
                report,
                ShippedRules.match(number % 3 == 0 ? Level.VERIFIED : Level.KNOWN, number % 7 == 0),
                new Signals("sig", number % 5, List.of(), "", ""),
                History.NONE));
    }

    /** Keeps a call whose summary says that. */
    static void said(JdbcTemplate jdbc, String callId, String summary) {
        var analyzed = ShippedRules.analyzed(Map.of(CallField.SUMMARY, summary));
        var report = new CallReport("generic", callId, analyzed.phases(), analyzed.fields());
        jdbc.update(
                "insert into call_record (source, call_id, state, report) values ('generic', ?, 'decided', ?)",
                callId,
                CallReportJson.write(report));
    }

    /** One decision a second, from {@link #FIRST} on. */
    static void insert(JdbcTemplate jdbc, int count) {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < 210; i++) {
            contents.add(Json.write(decision(i)));
        }
        for (int start = 0; start < count; start += 1_000) {
            List<Object[]> rows = new ArrayList<>();
            for (int i = start; i < Math.min(count, start + 1_000); i++) {
                Decision one = Json.read(contents.get(i % 210), Decision.class);
                rows.add(new Object[] {
                    "dec_%08d".formatted(i),
                    "C7K4-92MX",
                    "generic",
                    "call-" + i,
                    one.queue(),
                    one.rule(),
                    one.ruleSet(),
                    one.severity().level(),
                    contents.get(i % 210),
                    FIRST.plusSeconds(i / 3)
                });
            }
            jdbc.batchUpdate(
                    "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level,"
                            + " content, decided_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        }
    }
}
