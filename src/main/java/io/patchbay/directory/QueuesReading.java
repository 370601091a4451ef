package io.patchbay.directory;

import io.patchbay.event.QueuePlan;
import io.patchbay.platform.NearestName;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

/** Reads {@code queues.yaml}. */
final class QueuesReading {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final Duration REOPEN_WITHIN = Duration.ofDays(7);

    private final Problems problems;
    private final Staff staff;
    private final PhoneNumbers numbers;
    private final Clock clock;

    QueuesReading(Problems problems, Staff staff, PhoneNumbers numbers, Clock clock) {
        this.problems = problems;
        this.staff = staff;
        this.numbers = numbers;
        this.clock = clock;
    }

    Queues read(Entry file) {
        List<Entry> entries = file.list("queues");
        checkPrecedence(file, entries);
        List<QueuePlan.Step> common = new PlanReading(problems).read(file);
        List<Queue> queues =
                entries.stream().map(entry -> queue(file, entry, common)).toList();
        return new Queues(queues, operations(file, queues), attentionTimes(file), staff, clock);
    }

    /** Who owns what belongs to no queue: the one of the file, else the lead of the last queue, which is there always. */
    private Staff.Member operations(Entry file, List<Queue> queues) {
        if (!file.has("operations")) {
            return queues.isEmpty() ? null : queues.get(queues.size() - 1).lead();
        }
        Staff.Member member = member(file.child("operations"));
        if (member != null && !member.team() && !member.roles().contains(Role.OPERATOR)) {
            problems.add(
                    file.child("operations"),
                    member.id() + " has not the role operator",
                    "add operator to their roles in directory/staff.yaml, or name somebody else, or a team");
        }
        return member;
    }

    /** The schema has seen to the form of the times. */
    private static AttentionTimes attentionTimes(Entry file) {
        Entry attention = file.child("attention");
        return new AttentionTimes(
                attention.has("notice_after")
                        ? DurationStyle.SIMPLE.parse(attention.text("notice_after"))
                        : AttentionTimes.USUAL.noticeAfter(),
                attention.has("notice_every")
                        ? DurationStyle.SIMPLE.parse(attention.text("notice_every"))
                        : AttentionTimes.USUAL.noticeEvery());
    }

    private void checkPrecedence(Entry file, List<Entry> entries) {
        for (Entry entry : entries) {
            problems.unique(entry.child("name"), "queue name", entry.text("name"));
        }
        String order = "begin with " + String.join(", ", Queues.PRECEDENCE) + " in this order";
        for (int i = 0; i < Queues.PRECEDENCE.size(); i++) {
            String wanted = Queues.PRECEDENCE.get(i);
            Entry place = i < entries.size() ? entries.get(i).child("name") : file.child("queues");
            if (!place.text().equals(wanted)) {
                problems.add(place, "queue " + wanted + " is not in its place, which is number " + (i + 1), order);
                break;
            }
        }
        List<String> names = entries.stream().map(entry -> entry.text("name")).toList();
        for (String name : Queues.ALWAYS) {
            if (!names.contains(name)) {
                problems.add(file.child("queues"), "there is no queue " + name, "add it at the end");
            }
        }
    }

    /** The schema has seen to the form: a number of minutes, hours or days. */
    private static Duration reopenWithin(Entry file, Entry queue) {
        Entry said = queue.has("reopen_within") ? queue : file;
        return said.has("reopen_within") ? DurationStyle.SIMPLE.parse(said.text("reopen_within")) : REOPEN_WITHIN;
    }

    private Queue queue(Entry file, Entry entry, List<QueuePlan.Step> common) {
        String name = entry.text("name");
        if (name.equals("security") && !entry.flag("restricted")) {
            problems.add(entry, "queue security is not restricted", "add restricted: true");
        }
        Staff.Member lead = member(entry.child("lead"));
        if (lead != null && !lead.roles().contains(Role.LEAD)) {
            problems.add(
                    entry.child("lead"),
                    lead.id() + " has not the role lead",
                    "add lead to their roles in directory/staff.yaml, or name somebody else");
        }
        return new Queue(
                name,
                member(entry.child("owner")),
                standIns(entry),
                lead,
                entry.has("hours") ? hours(entry.child("hours")) : Hours.ALWAYS,
                entry.flag("account_owner_first"),
                entry.flag("restricted"),
                reopenWithin(file, entry),
                transferNumber(entry),
                plan(entry, common));
    }

    private List<QueuePlan.Step> plan(Entry queue, List<QueuePlan.Step> common) {
        if (queue.has("plan")) {
            return new PlanReading(problems).read(queue);
        }
        if (common.isEmpty()) {
            problems.add(queue, "the queue has no plan", "add one to it, or one for all queues at the top of the file");
        }
        return common;
    }

    /** The member of that id; null after a problem was noted, with which loading ends. */
    private Staff.Member member(Entry id) {
        return problems.isKnown(id, "member of staff", staff.ids())
                ? staff.byId(id.text()).orElseThrow()
                : null;
    }

    private List<Staff.Member> standIns(Entry queue) {
        List<Staff.Member> standIns = new ArrayList<>();
        for (Entry id : queue.list("stand_ins")) {
            Staff.Member member = member(id);
            if (member != null) {
                standIns.add(member);
            }
        }
        return standIns;
    }

    private Hours hours(Entry entry) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        entry.list("days").forEach(day -> days.add(DayOfWeek.of(DAYS.indexOf(day.text()) + 1)));
        return new Hours(zone(entry.child("time_zone")), days, time(entry.text("from")), time(entry.text("to")));
    }

    private ZoneId zone(Entry name) {
        try {
            return ZoneId.of(name.text());
        } catch (DateTimeException e) {
            problems.add(
                    name,
                    "there is no time zone '" + name.text() + "'",
                    NearestName.fix(name.text(), ZoneId.getAvailableZoneIds()));
            return ZoneId.of("UTC");
        }
    }

    /** The schema has seen to it that this is a time of day; the end of the day is the start of the next. */
    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    private String transferNumber(Entry queue) {
        if (!queue.has("transfer_number")) {
            return "";
        }
        Optional<String> number = numbers.e164(queue.text("transfer_number"));
        if (number.isEmpty()) {
            problems.add(
                    queue.child("transfer_number"),
                    "this is not a whole phone number",
                    "write it with its country code, in quotes");
        }
        return number.orElse("");
    }
}
