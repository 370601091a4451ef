package io.patchbay.directory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code directory/staff.yaml}. */
final class StaffReading {
    private final Problems problems;

    StaffReading(Problems problems) {
        this.problems = problems;
    }

    Staff read(Entry file) {
        return new Staff(file.list("staff").stream().map(this::member).toList());
    }

    private Staff.Member member(Entry entry) {
        problems.unique(entry.child("id"), "staff id", entry.text("id"));
        for (String key : List.of("email", "jira_account_id", "slack_user_id", "pagerduty_user_id")) {
            problems.unique(entry.child(key), key, AccountBook.folded(entry.text(key)));
        }
        boolean team = entry.flag("team");
        if (team) {
            for (String key : List.of("roles", "slack_user_id")) {
                if (entry.has(key)) {
                    problems.add(entry.child(key), "a team does nothing, so it has no " + key, "give it to a person");
                }
            }
        }
        return new Staff.Member(
                entry.text("id"),
                entry.text("name"),
                AccountBook.folded(entry.text("email")),
                entry.text("jira_account_id"),
                entry.text("slack_user_id"),
                entry.text("pagerduty_user_id"),
                team,
                roles(entry),
                entry.list("queues").stream().map(Entry::text).collect(Collectors.toSet()),
                absences(entry));
    }

    /** The schema has seen to it that there are no others. */
    private static Set<Role> roles(Entry member) {
        return member.list("roles").stream()
                .flatMap(role -> Role.of(role.text()).stream())
                .collect(Collectors.toSet());
    }

    /** Complains of queues that are given to somebody and are not there. */
    void checkQueues(Entry file, Set<String> queues) {
        file.list("staff").stream()
                .flatMap(member -> member.list("queues").stream())
                .forEach(queue -> problems.isKnown(queue, "queue", queues));
    }

    private List<Staff.Absence> absences(Entry member) {
        List<Staff.Absence> absences = new ArrayList<>();
        for (Entry entry : member.list("away")) {
            Optional<LocalDate> from = problems.date(entry.child("from"));
            Optional<LocalDate> to = problems.date(entry.child("to"));
            if (from.isEmpty() || to.isEmpty()) {
                continue;
            }
            if (to.get().isBefore(from.get())) {
                problems.add(entry.child("to"), "the absence ends before it begins", "swap the two dates");
            }
            absences.add(new Staff.Absence(from.get(), to.get()));
        }
        return absences;
    }
}
