package io.patchbay.faults;

import io.patchbay.simulator.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** One call that went all the way with nothing wrong: rows, effects and the sender's memory, for tests to break. */
final class PlantedCase {
    static final String REF = "C7K4-92MX";

    private static final List<String> ROWS = List.of(
            "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state, call_id, phase,"
                    + " case_ref) values ('evt_1', 'generic', 'msg_1', 'h', 'application/json', '', '{}', ?, 'done',"
                    + " 'call-1', 'call.analyzed', 'C7K4-92MX')",
            "insert into call_record (source, call_id, state, report, case_ref)"
                    + " values ('generic', 'call-1', 'decided', '{}', 'C7K4-92MX')",
            "insert into support_case (ref, source, call_id, queue, owner_id, status, restricted, severity_level, severity_by,"
                    + " severity_pages, decision_id, brief, calls, page_status,"
                    + " page_reason) values ('C7K4-92MX', 'generic', 'call-1', 'support', 'kofi', 'open', false, 2, 'rule:r',"
                    + " true, 'dec_1', '{}', 1, 'succeeded', '')",
            "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level, content)"
                    + " values ('dec_1', 'C7K4-92MX', 'generic', 'call-1', 'support', 'r', 'hash', 2, '{}')",
            entry(1, "case.opened", ""),
            entry(2, "decision.made", ""),
            entry(3, "dispatch.done", "dsp_1"),
            entry(4, "dispatch.done", "dsp_2"),
            entry(5, "dispatch.done", "dsp_3"),
            dispatch("dsp_1", "jira", "create_issue", "m-1"),
            dispatch("dsp_2", "slack", "post_message", "m-2"),
            dispatch("dsp_3", "pagerduty", "trigger", "m-3"),
            "insert into dispatch_attempt (dispatch_id, number, started_at, outcome, http_status, reason)"
                    + " values ('dsp_1', 1, current_timestamp, 'succeeded', 201, '')");

    final List<Effect> effects = new ArrayList<>(List.of(
            new Effect(Effect.Kind.ISSUE, "SUP-1", List.of("hub-m-1", "m-1", REF, "call-1"), 0),
            new Effect(Effect.Kind.MESSAGE, "1.000001", List.of("m-2", REF), 0),
            new Effect(Effect.Kind.ALERT, "Q1", List.of("m-3", REF), 0)));
    final List<Acknowledged> acknowledged = new ArrayList<>(List.of(acknowledged("msg_1", "call-1", "evt_1")));

    PlantedCase(JdbcTemplate database) {
        for (String row : ROWS) {
            if (row.contains("?")) {
                database.update(row, (Object) new byte[] {'{', '}'});
            } else {
                database.update(row);
            }
        }
    }

    static String dispatch(String id, String destination, String operation, String marker) {
        return "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at, attempts)"
                + " values ('%s', 'C7K4-92MX', '%s', '%s', 1, '%s', '{}', 'done', current_timestamp, 1)"
                        .formatted(id, destination, operation, marker);
    }

    static String entry(int seq, String kind, String dispatch) {
        return "insert into timeline_entry (case_ref, seq, kind, actor, detail) values ('C7K4-92MX', %d, '%s', 'hub', '{\"dispatch\":\"%s\"}')"
                .formatted(seq, kind, dispatch);
    }

    static Acknowledged acknowledged(String webhookId, String callId, String eventId) {
        return new Acknowledged(webhookId, callId, "call.analyzed", eventId, false, 1, Duration.ZERO);
    }
}
