package io.patchbay.incidents;

import io.patchbay.event.CaseBrief;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the affected cases say about an incident.
 *
 * @param calls calls on the affected cases
 * @param deflected calls that joined a case and made no ticket
 * @param callsPerHour from the opening to the end, or to now; over an hour at the least
 * @param shareOfAccounts affected accounts of all in the directory, 0 to 1
 * @param themes the most frequent product areas, errors and intents, each at most five, with how many cases name them
 * @param unsupportedClaims promises heard in the calls that the company did not make
 * @param pages cases for which somebody was paged
 */
public record ReportFacts(
        long calls,
        long deflected,
        double callsPerHour,
        double shareOfAccounts,
        Map<String, Map<String, Long>> themes,
        long unsupportedClaims,
        long pages) {
    private static final int MOST_THEMES = 5;
    private static final Duration HOUR = Duration.ofHours(1);

    static ReportFacts of(
            Incident incident, long accounts, Collection<CaseBrief> cases, long accountsInAll, Instant now) {
        long calls = cases.stream().mapToLong(CaseBrief::calls).sum();
        Instant end = incident.resolvedAt() == null ? now : incident.resolvedAt();
        Duration took = Duration.between(incident.openedAt(), end);
        double hours = Math.max(took.toMillis(), HOUR.toMillis()) / (double) HOUR.toMillis();
        Map<String, Map<String, Long>> themes = new LinkedHashMap<>();
        themes.put("product_areas", most(cases, matter -> matter.productArea()));
        themes.put("errors", most(cases, matter -> matter.errorMessage()));
        themes.put("intents", most(cases, matter -> matter.intent()));
        return new ReportFacts(
                calls,
                calls - cases.size(),
                Math.round(calls / hours * 10) / 10.0,
                accountsInAll == 0 ? 0 : Math.round(1_000.0 * accounts / accountsInAll) / 1_000.0,
                themes,
                cases.stream()
                        .mapToLong(each -> each.unsupportedClaims().size())
                        .sum(),
                cases.stream()
                        .filter(each -> each.receipt("pagerduty").status().equals("succeeded"))
                        .count());
    }

    private static Map<String, Long> most(Collection<CaseBrief> cases, Function<CaseBrief.Matter, String> what) {
        Map<String, Long> counted = cases.stream()
                .map(each -> what.apply(each.matter()))
                .filter(word -> word != null && !word.isEmpty())
                .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
        List<Map.Entry<String, Long>> sorted = counted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_THEMES)
                .toList();
        Map<String, Long> most = new LinkedHashMap<>();
        sorted.forEach(each -> most.put(each.getKey(), each.getValue()));
        return most;
    }
}
