package io.patchbay.faults;

import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Calls without end, each about a matter of its own, from the accounts of the sample directory: of every thirty, three
 * accounts report one failure (which confirms a severity and pages), three are about an invoice, one about a break-in.
 * For a long run they are spread over all queues instead, each with about as many as another.
 */
public final class CallMix {
    private static final int FIRST_ACCOUNT = 1053;
    private static final int ACCOUNTS = 15;
    /** What takes a call to each queue beside support's own; with a lawyer, an error goes to review. */
    private static final List<String> TOPICS =
            List.of("security", "privacy", "identity", "billing", "contract", "error");

    private static final List<String> PHASES = List.of("call.started", "call.ended", "call.analyzed");

    private final String prefix;
    private final long seed;
    private final int everyPhase;
    private final boolean spread;

    /**
     * @param prefix of the call ids, which makes them unlike those of another run
     * @param everyPhase whether a call sends started, ended and analyzed in any order, or analyzed alone
     */
    public CallMix(String prefix, long seed, boolean everyPhase) {
        this(prefix, seed, everyPhase ? 100 : 0);
    }

    /** @param everyPhase how many of a hundred calls send started, ended and analyzed; the others send analyzed alone */
    CallMix(String prefix, long seed, int everyPhase) {
        this(prefix, seed, everyPhase, false);
    }

    /** @param spread whether every queue gets as many calls as another */
    CallMix(String prefix, long seed, int everyPhase, boolean spread) {
        this.prefix = prefix;
        this.seed = seed;
        this.everyPhase = everyPhase;
        this.spread = spread;
    }

    /** What call number {@code index} sends, in the order of sending. The same for the same seed. */
    public List<CallEvent> events(int index) {
        // Spread over the numbers: 37 and 100 have no common factor.
        boolean every = index * 37 % 100 < everyPhase;
        List<String> types = new ArrayList<>(every ? PHASES : List.of("call.analyzed"));
        Collections.shuffle(types, new Random(seed * 31 + index));
        return types.stream().map(type -> event(index, type)).toList();
    }

    double eventsPerCall() {
        return 1 + 2 * everyPhase / 100.0;
    }

    public String callId(int index) {
        return "%s-%06d".formatted(prefix, index);
    }

    private CallEvent event(int index, String type) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("call", call(index));
        if ("call.analyzed".equals(type)) {
            data.put("account", Map.of("reference", "acct-" + (FIRST_ACCOUNT + index % ACCOUNTS)));
            data.put("report", report(index));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("timestamp", "2026-11-21T09:00:05Z");
        body.put("data", data);
        String webhookId = "msg_" + callId(index) + "_" + type.substring(5);
        return new CallEvent(webhookId, callId(index), type, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> call(int index) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", callId(index));
        call.put("direction", "inbound");
        call.put("from", line(index % ACCOUNTS));
        call.put("to", "+15550199999");
        call.put("started_at", "2026-11-21T08:56:05Z");
        call.put("ended_at", "2026-11-21T09:00:00Z");
        call.put("duration_seconds", 235);
        call.put("end_reason", "caller_hangup");
        return call;
    }

    /**
     * A line that is on record. For a long run it is the line of the account that the call names, since a claim on another
     * one goes to review; else it is another one's for nine of the fifteen accounts.
     */
    private String line(int account) {
        int number = 5 + account;
        return "+155501000%02d".formatted(spread && number > 10 ? number + 1 : number);
    }

    private Map<String, Object> report(int index) {
        int kind = index % 30;
        String matter = letters(kind < 3 ? index - kind : index);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("intent", intent(kind));
        report.put("summary", (summary(spread && kind >= 3 ? 7 : kind)) + " (" + matter + ")");
        report.put("product_area", "storefront");
        report.put("error_message", "Module " + matter + " answers with an error");
        report.put("region", "eu-west-1");
        report.put("impact", kind < 3 ? "blocked" : "degraded");
        report.put("workaround", "none");
        report.put("affected_users", 4);
        report.put("urgency", "critical");
        if (spread && kind > 3) {
            String topic = TOPICS.get(index % TOPICS.size());
            report.put("topics", List.of(topic));
            report.put("legal_threat", topic.equals("error"));
        }
        return report;
    }

    private String intent(int kind) {
        if (kind < 3) {
            return "report_outage";
        }
        if (spread || kind > 6) {
            return "get_help";
        }
        return kind < 6 ? "billing_question" : "report_security";
    }

    private static String summary(int kind) {
        if (kind >= 3 && kind < 6) {
            return "A question about the last invoice";
        }
        return kind == 6 ? "Somebody logged in as our administrator" : "The module does not answer since this morning";
    }

    /** The number in letters, so that nothing takes two matters for one by leaving the digits out. */
    private static String letters(int number) {
        StringBuilder letters = new StringBuilder();
        for (int rest = number; letters.length() < 6; rest /= 20) {
            letters.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20));
        }
        return letters.toString();
    }
}
