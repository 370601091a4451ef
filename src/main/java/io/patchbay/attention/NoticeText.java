package io.patchbay.attention;

import io.patchbay.directory.Staff;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words of a notice in Slack. It says how many things of which kind wait for whom, and since when: no case, no account and
 * no reason, because not everybody who reads the channel may see every queue.
 */
final class NoticeText {
    private NoticeText() {}

    static String of(List<AttentionRow> rows, Function<AttentionRow, Staff.Member> owner, Duration waited) {
        Map<String, List<AttentionRow>> byOwner = rows.stream()
                .collect(Collectors.groupingBy(row -> owner.apply(row).id(), TreeMap::new, Collectors.toList()));
        String first = (rows.size() == 1 ? "1 thing waits" : rows.size() + " things wait")
                + " for a person, longer than " + time(waited) + ":";
        return first
                + byOwner.values().stream()
                        .map(owned -> "\n• " + line(owner.apply(owned.get(0)), owned))
                        .collect(Collectors.joining());
    }

    private static String line(Staff.Member owner, List<AttentionRow> rows) {
        Map<AttentionKind, Long> kinds =
                rows.stream().collect(Collectors.groupingBy(AttentionRow::kind, TreeMap::new, Collectors.counting()));
        AttentionRow oldest =
                rows.stream().min(Comparator.comparing(AttentionRow::since)).orElseThrow();
        return name(owner)
                + kinds.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey().text())
                        .collect(Collectors.joining(", ", ": ", ""))
                + ", the oldest for " + time(Duration.between(oldest.since(), oldest.now()))
                + "; `GET /api/v1/attention?owner=" + owner.id() + "`";
    }

    private static String name(Staff.Member owner) {
        String name = owner.name().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return owner.slackUserId().isEmpty() ? name : "<@" + owner.slackUserId() + "> " + name;
    }

    private static String time(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 2) {
            return time.toMinutes() + " min";
        }
        return time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " days";
    }
}
