package io.patchbay.incidents;

import io.patchbay.event.CaseBrief;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is left to say after an incident. Computed from what is recorded; nothing in it was written by a model.
 *
 * @param accounts affected accounts, by id
 * @param perMinute cases in the minute in which most were linked
 * @param updates how many updates stand in which state
 * @param firstUpdateSeconds from the declaration to the first case told, or null while none is
 * @param slowestUpdateSeconds the longest that a due update took to be sent, or null
 * @param acknowledged updates that were acknowledged
 * @param firstAcknowledgementSeconds the shortest from an update to its acknowledgement, or null
 */
public record IncidentReport(
        Incident incident,
        List<String> accounts,
        int cases,
        long perMinute,
        Map<String, Long> regions,
        Map<String, Long> updates,
        Long firstUpdateSeconds,
        Long slowestUpdateSeconds,
        long acknowledged,
        Long firstAcknowledgementSeconds,
        ReportFacts facts,
        List<Incident.Message> messages,
        List<Incident.Entry> timeline) {

    /**
     * The report of an incident as it stands.
     *
     * @param cases the affected cases
     * @param accountsInAll how many accounts the directory has
     */
    public static IncidentReport of(
            Incident.Whole whole, Collection<CaseBrief> cases, long accountsInAll, Instant now) {
        List<String> accounts = whole.cases().stream()
                .map(Incident.Linked::accountId)
                .filter(account -> !account.isEmpty())
                .distinct()
                .sorted()
                .toList();
        Instant declared = whole.incident().declaredAt();
        List<Incident.Update> told = whole.updates().stream()
                .filter(update -> update.toldAt() != null)
                .toList();
        return new IncidentReport(
                whole.incident(),
                accounts,
                whole.cases().size(),
                perMinute(whole.cases()),
                counted(whole.cases().stream()
                        .map(linked -> linked.region().isEmpty() ? "not given" : linked.region())
                        .toList()),
                counted(whole.updates().stream().map(Incident.Update::state).toList()),
                told.stream()
                        .map(Incident.Update::toldAt)
                        .min(Comparator.naturalOrder())
                        .filter(first -> declared != null)
                        .map(first -> Duration.between(declared, first).toSeconds())
                        .orElse(null),
                told.stream()
                        .map(update -> Duration.between(update.dueSince(), update.toldAt())
                                .toSeconds())
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                whole.updates().stream()
                        .filter(update -> update.acknowledgedAt() != null)
                        .count(),
                told.stream()
                        .filter(update -> update.acknowledgedAt() != null)
                        .map(update -> Duration.between(update.toldAt(), update.acknowledgedAt())
                                .toSeconds())
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                ReportFacts.of(whole.incident(), accounts.size(), cases, accountsInAll, now),
                whole.messages(),
                whole.timeline());
    }

    private static long perMinute(List<Incident.Linked> cases) {
        return cases.stream()
                .map(Incident.Linked::linkedAt)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(at -> at.getEpochSecond() / 60, Collectors.counting()))
                .values()
                .stream()
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }

    private static Map<String, Long> counted(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    }

    /** The report for people, as Markdown; what people wrote stands in it as text, never as markup. */
    public String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# " + plain(incident.title()));
        lines.add("");
        lines.add("- Incident: " + incident.id() + ", " + incident.state() + ", from " + plain(incident.origin()));
        lines.add("- Declared: " + incident.declaredAt() + ", resolved: " + incident.resolvedAt());
        lines.add("- Affected: " + cases + " cases of " + accounts.size() + " accounts; at the most " + perMinute
                + " a minute");
        lines.add("- Calls: " + facts.calls() + ", " + facts.callsPerHour() + " an hour, of "
                + Math.round(facts.shareOfAccounts() * 1_000) / 10.0 + " % of all accounts; " + facts.deflected()
                + " joined a case and made no ticket");
        lines.add("- Pages: " + facts.pages() + "; promises heard that the company did not make: "
                + facts.unsupportedClaims());
        lines.add("- Regions: " + plain(regions.toString()));
        lines.add("- Updates: " + updates + "; first after " + firstUpdateSeconds + " s, slowest "
                + slowestUpdateSeconds + " s");
        lines.add("- Acknowledged: " + acknowledged + "; first after " + firstAcknowledgementSeconds + " s");
        lines.add("- Post-mortem: " + (incident.postMortem().isEmpty() ? "none" : "<" + incident.postMortem() + ">"));
        lines.add("");
        lines.add("## Themes");
        lines.add("");
        facts.themes().forEach((name, words) -> lines.add("- " + plain(name) + ": " + plain(words.toString())));
        lines.add("");
        lines.add("## Messages");
        lines.add("");
        messages.forEach(message -> lines.add("- " + message.version() + " (" + message.stage() + ", by "
                + plain(message.author()) + ", approved by " + plain(String.valueOf(message.approver())) + "): "
                + plain(message.text())));
        lines.add("");
        lines.add("## Timeline");
        lines.add("");
        timeline.forEach(entry -> lines.add("- " + entry.at() + " " + entry.kind() + ", " + plain(entry.actor()) + " "
                + plain(new TreeMap<>(entry.detail()).toString())));
        return String.join("\n", lines) + "\n";
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|!])", "\\\\$1");
    }
}
