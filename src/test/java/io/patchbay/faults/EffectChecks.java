package io.patchbay.faults;

import static io.patchbay.faults.Promise.DONE_IS_DONE;
import static io.patchbay.faults.Promise.NOTHING_UNPLANNED;
import static io.patchbay.faults.Promise.NO_UNCONFIRMED_PAGE;
import static io.patchbay.faults.Promise.ONE_EFFECT;
import static io.patchbay.faults.Promise.ONE_TICKET;

import io.patchbay.faults.Promise.Breach;
import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The promises that show only where the tables are held against what the providers really have. */
final class EffectChecks {
    private static final Map<String, Effect.Kind> KIND_OF = Map.of(
            "create_issue", Effect.Kind.ISSUE,
            "add_comment", Effect.Kind.COMMENT,
            "post_message", Effect.Kind.MESSAGE,
            "post_reply", Effect.Kind.REPLY,
            "tell_fallback", Effect.Kind.MESSAGE,
            "trigger", Effect.Kind.ALERT);

    private final JdbcTemplate database;
    private final Effects effects;
    private final List<Breach> breaches = new ArrayList<>();

    EffectChecks(JdbcTemplate database, Effects effects) {
        this.database = database;
        this.effects = effects;
    }

    List<Breach> breaches() {
        database.query("select id, case_ref, operation, marker, state from dispatch", row -> {
            Effect.Kind kind = KIND_OF.get(row.getString("operation"));
            if (kind != null) {
                dispatch(row.getString("id"), kind, row.getString("marker"), row.getString("state"));
            }
        });
        database.query(
                "select c.ref, c.severity_level, c.severity_pages, sum(case when d.operation in ('post_message', 'tell_fallback')"
                        + " then 1 else 0 end) as messages, sum(case when d.operation = 'trigger' then 1 else 0 end) as pages"
                        + " from support_case c left join dispatch d on d.case_ref = c.ref"
                        + " group by c.ref, c.severity_level, c.severity_pages",
                row -> {
                    String ref = row.getString("ref");
                    boolean pages = row.getInt("severity_level") > 0 && row.getBoolean("severity_pages");
                    oneCase(ref, row.getInt("messages"), row.getInt("pages"), pages);
                });
        return breaches;
    }

    private void dispatch(String id, Effect.Kind kind, String marker, String state) {
        List<Effect> made = effects.with(kind, marker);
        if (made.size() > 1) {
            breaches.add(new Breach(ONE_EFFECT, id + " " + made));
        }
        if (made.isEmpty() && "done".equals(state)) {
            breaches.add(new Breach(DONE_IS_DONE, id + " " + kind + " " + marker));
        }
    }

    private void oneCase(String ref, int messages, int pages, boolean confirmed) {
        if (effects.with(Effect.Kind.ISSUE, ref).size() > 1) {
            breaches.add(new Breach(ONE_TICKET, ref + " " + effects.with(Effect.Kind.ISSUE, ref)));
        }
        atMost(messages, Effect.Kind.MESSAGE, ref);
        atMost(pages, Effect.Kind.ALERT, ref);
        if (!confirmed && !effects.with(Effect.Kind.ALERT, ref).isEmpty()) {
            breaches.add(new Breach(NO_UNCONFIRMED_PAGE, ref + " " + effects.with(Effect.Kind.ALERT, ref)));
        }
    }

    private void atMost(int planned, Effect.Kind kind, String ref) {
        List<Effect> made = effects.with(kind, ref);
        if (made.size() > planned) {
            breaches.add(new Breach(NOTHING_UNPLANNED, ref + " planned " + planned + ", made " + made));
        }
    }
}
