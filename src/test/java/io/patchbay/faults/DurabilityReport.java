package io.patchbay.faults;

import io.patchbay.faults.Promise.Breach;
import java.time.Duration;
import java.util.List;

/** What a durability run prints at its end. */
final class DurabilityReport {
    private DurabilityReport() {}

    static void print(Killer killer, long cutOff) {
        int[] taken = killer.kills().stream()
                .mapToInt(Killer.Kill::acknowledged)
                .sorted()
                .toArray();
        System.out.printf(
                "kills survived      %d, each of a hub that had acknowledged deliveries since its start: %s;"
                        + " besides, %d of hubs that were starting%n",
                taken.length,
                taken.length == 0 ? "-" : "%d at the least, p50 %d".formatted(taken[0], taken[taken.length / 2]),
                killer.whileStarting());
        System.out.printf("cut off             %d dispatches on their way to a provider%n", cutOff);
    }

    static void print(CallSender sender, Settling settling, Duplicates duplicates, List<Breach> breaches) {
        long deliveries = sender.acknowledged().stream()
                .map(Acknowledged::webhookId)
                .distinct()
                .count();
        System.out.printf("calls accepted      %d%n", calls(sender));
        System.out.printf(
                "events accepted     %d (given up by the sender: %d)%n",
                deliveries, sender.refused().size());
        System.out.printf("lost                %d%n", lost(breaches));
        System.out.printf("duplicate tickets   %d%n", duplicates.tickets());
        System.out.printf("duplicate messages  %d%n", duplicates.messages());
        System.out.printf("duplicate pages     %d%n", duplicates.pages());
        System.out.printf("answers by status   %s%n", sender.answers());
        System.out.printf("settled             %s after the load: %s%n", settling.complete() ? "yes" : "NO", settling);
        System.out.printf("broken promises     %d%n", breaches.size());
        breaches.stream().limit(20).forEach(breach -> System.out.println("  " + breach));
    }

    static long calls(CallSender sender) {
        return sender.acknowledged().stream()
                .map(Acknowledged::callId)
                .distinct()
                .count();
    }

    static long lost(List<Breach> breaches) {
        return breaches.stream()
                .filter(breach -> breach.promise() == Promise.ACCEPTED_IS_KEPT)
                .count();
    }

    static void print(SettleTimes times) {
        System.out.printf(
                "settled after the last kill   %s%n",
                times.afterTheLast().map(Duration::toString).orElse("-"));
        printTimes("of %d events that were open then", times.afterTheLastOfAll());
        System.out.printf(
                "settled after each kill       p50 %s, p99 %s, max %s; never: %d%n",
                times.percentile(0.5), times.percentile(0.99), times.percentile(1), times.unsettled());
        printTimes("of %d events, after the first kill that they met", times.afterTheFirstMet());
    }

    private static void printTimes(String what, List<Duration> times) {
        System.out.printf(
                "  %s: p50 %s, p99 %s, max %s%n",
                what.formatted(times.size()),
                CallLoad.percentile(times, 0.5),
                CallLoad.percentile(times, 0.99),
                CallLoad.percentile(times, 1));
    }
}
