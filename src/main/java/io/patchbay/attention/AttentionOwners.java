package io.patchbay.attention;

import io.patchbay.directory.Queues;
import io.patchbay.directory.Staff;
import io.patchbay.event.VisibleQueues;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who answers for what waits: the lead of its queue, or operations. */
@Component
class AttentionOwners {
    private final Queues queues;
    private final Staff staff;
    private final Clock clock;
    private volatile Set<String> unknown = Set.of();

    AttentionOwners(Queues queues, Staff staff, Clock clock) {
        this.queues = queues;
        this.staff = staff;
        this.clock = clock;
    }

    /** Who answers for that; what is in a queue that is not configured any more is for operations. */
    Staff.Member of(AttentionRow row) {
        return row.queue() == null || row.kind().isForOperations()
                ? queues.operations()
                : queues.lead(row.queue()).orElseGet(queues::operations);
    }

    /** What the reader may see, and of that what the owner of that id answers for, or all where there is no id. */
    AttentionScope scope(VisibleQueues visible, String owner) {
        if (owner.isEmpty()) {
            return new AttentionScope(visible, VisibleQueues.ALL, true);
        }
        Predicate<Staff.Member> wanted = member -> member.id().equals(owner);
        Set<String> led = queues.names().stream()
                .filter(queue -> queues.lead(queue).filter(wanted).isPresent())
                .collect(Collectors.toSet());
        return new AttentionScope(visible, VisibleQueues.of(led), isOperations(owner));
    }

    boolean isOperations(String owner) {
        return queues.operations().id().equals(owner);
    }

    /** Takes the owners that open cases name, to tell which of them the directory does not know. */
    void note(Collection<String> ofOpenCases) {
        unknown = ofOpenCases.stream()
                .filter(owner -> staff.byId(owner).isEmpty())
                .collect(Collectors.toSet());
    }

    /** Who does not work on their cases today. */
    OwnerGaps gaps() {
        Set<String> leads = queues.names().stream()
                .flatMap(queue -> queues.lead(queue).stream())
                .map(Staff.Member::id)
                .collect(Collectors.toSet());
        return new OwnerGaps(staff.awayOn(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)), unknown, leads);
    }
}
