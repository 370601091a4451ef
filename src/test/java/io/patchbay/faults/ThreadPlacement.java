package io.patchbay.faults;

import io.patchbay.platform.Json;
import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Effects;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many calls about one failure, from accounts that the hub knows: each account calls again and again. */
record ThreadPlacement(int calls, int accounts, Duration within) {
    private static final List<String> REGIONS = List.of("eu-west-1", "eu-west-1", "eu-west-1");

    /** Puts the accounts into the directory of that configuration folder. */
    void addAccounts(Path configuration) throws IOException {
        StringBuilder accountsThere = new StringBuilder();
        for (int i = 0; i < accounts; i++) {
            accountsThere.append("""

                      - id: flood-%04d
                        name: Flooded %d
                        tier: business
                        entitlement: business hours
                        owner: kofi
                        segment: retail
                        region: eu-west-1
                        renewal_date: 2027-05-01
                        verified_at: 2026-10-15
                        products: [storefront]
                        numbers: ["+1 555 200 %04d"]
                    """.formatted(i, i, i));
        }
        Path file = configuration.resolve("directory/accounts.yaml");
        Files.writeString(file, Files.readString(file) + accountsThere);
    }

    /** Sends everything, evenly spread over the time, and waits for the acknowledgements. */
    void send(CallSender sender) {
        send(sender, 0, calls);
    }

    /** The same of the calls from the one number up to the other, in their part of the time. */
    void send(CallSender sender, int from, int to) {
        long started = System.nanoTime();
        List<CompletableFuture<Acknowledged>> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            long due = started + within.toNanos() / calls * (i - from);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            sent.add(sender.attempt(event(i), 1, due));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .orTimeout(TimeLimit.ofMinutes(5).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private CallEvent event(int index) {
        String callId = "flood-%05d".formatted(index);
        int account = index % accounts;
        Map<String, Object> data = Map.of(
                "call",
                Map.of(
                        "id", callId,
                        "direction", "inbound",
                        "from", "+1555200%04d".formatted(account),
                        "to", "+15550199999",
                        "started_at", "2026-11-21T08:56:05Z",
                        "ended_at", "2026-11-21T09:00:00Z",
                        "duration_seconds", 235,
                        "end_reason", "caller_hangup"),
                "account",
                Map.of("reference", "flood-%04d".formatted(account)),
                "report",
                Map.of(
                        "intent", "report_outage",
                        "summary", "The checkout answers with an error since this morning",
                        "product_area", "storefront",
                        "error_message", "HTTP 503 from the payment step",
                        "region", REGIONS.get(index % REGIONS.size()),
                        "impact", "blocked",
                        "urgency", "critical"));
        Map<String, Object> body = Map.of("type", "call.analyzed", "timestamp", "2026-11-21T09:00:05Z", "data", data);
        return new CallEvent(
                "msg_" + callId, callId, "call.analyzed", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What came of it.
     *
     * @param joins calls that made no ticket
     * @param threads messages in Slack that stand for the incident
     * @param messages messages in Slack that stand for a case
     * @param updates how often the live count was written
     * @param refused the end points that answered 429, each time
     */
    record Result(
            long cases,
            long joins,
            long tickets,
            long threads,
            long messages,
            long updates,
            long pages,
            List<String> refused,
            String incident) {

        static Result of(JdbcTemplate database, ProviderSimulator providers) {
            Effects effects = providers.journal().effects();
            List<String> refs = database.queryForList("select ref from incident", String.class);
            long threads = refs.stream()
                    .mapToLong(ref -> effects.with(Effect.Kind.MESSAGE, ref).size())
                    .sum();
            List<String> refused = Arrays.stream(Endpoint.values())
                    .flatMap(endpoint -> providers.journal().requests(endpoint).stream())
                    .filter(seen -> seen.status() == 429)
                    .map(seen -> seen.endpoint().name())
                    .toList();
            return new Result(
                    count(database, "support_case"),
                    count(database, "call_record") - count(database, "support_case"),
                    effects.of(Effect.Kind.ISSUE).size(),
                    threads,
                    effects.of(Effect.Kind.MESSAGE).size() - threads,
                    providers.journal().calls(Endpoint.SLACK_UPDATE),
                    effects.of(Effect.Kind.ALERT).size(),
                    refused,
                    database.queryForList("select ref, state, calls, thread_status from incident")
                            .toString());
        }

        private static long count(JdbcTemplate database, String table) {
            Long count = database.queryForObject("select count(*) from " + table, Long.class);
            return count == null ? 0 : count;
        }
    }
}
