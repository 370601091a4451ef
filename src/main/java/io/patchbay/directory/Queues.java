package io.patchbay.directory;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.QueuePlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The queues in precedence order: who owns their cases at a given moment, and what is dispatched for them. */
public final class Queues {
    /** The classes that come before support whatever else a call is about, in this order. */
    static final List<String> PRECEDENCE = List.of("security", "privacy", "identity", "billing", "commercial");

    /** The queues that are always there besides; {@code review} is for everything the rules may not decide. */
    static final List<String> ALWAYS = List.of("support", "review");

    /** What {@link io.patchbay.event.Person#why()} of a case's owner holds when it is the lead because nobody else was there. */
    public static final String NOBODY_ELSE = Ownership.NOBODY_ELSE;

    private final Map<String, Queue> byName = new LinkedHashMap<>();
    private final Staff.Member operations;
    private final AttentionTimes attentionTimes;
    private final Ownership ownership;
    private final Staff members;
    private final Clock clock;

    Queues(Collection<Queue> queues, Staff.Member operations, AttentionTimes attentionTimes, Staff staff, Clock clock) {
        queues.forEach(queue -> byName.put(queue.name(), queue));
        this.operations = operations;
        this.attentionTimes = attentionTimes;
        this.clock = clock;
        this.members = staff;
        this.ownership = new Ownership(staff);
    }

    /** The names in precedence order: the set's iteration order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /** The queue's plan with who owns it now. */
    public QueuePlan plan(String queue, AccountMatch match) {
        return plan(queue, match, clock.instant());
    }

    /**
     * The queue's plan with the owner of that moment; {@link io.patchbay.event.Person#why()} says how they were found.
     *
     * @throws IllegalArgumentException when there is no such queue
     */
    public QueuePlan plan(String queue, AccountMatch match, Instant at) {
        Queue found = named(queue);
        return new QueuePlan(queue, ownership.of(found, match, at), found.restricted(), found.steps());
    }

    /**
     * The number that a live call for the queue is transferred to, E.164, where one is configured.
     *
     * @throws IllegalArgumentException when there is no such queue
     */
    public Optional<String> transferNumber(String queue) {
        return Optional.of(named(queue).transferNumber()).filter(number -> !number.isEmpty());
    }

    /**
     * How long after its end a case of the queue is opened again by a call about its matter.
     *
     * @throws IllegalArgumentException when there is no such queue
     */
    public Duration reopenWithin(String queue) {
        return named(queue).reopenWithin();
    }

    /** Who answers for what waits in the queue; empty when there is no such queue. */
    public Optional<Staff.Member> lead(String queue) {
        return Optional.ofNullable(byName.get(queue)).map(Queue::lead);
    }

    /** Who answers for what waits and belongs to no queue. */
    public Staff.Member operations() {
        return operations;
    }

    /** When operators are notified of what waits. */
    public AttentionTimes attentionTimes() {
        return attentionTimes;
    }

    /** Whether that member of staff works the cases of that queue. */
    public boolean works(String queue, String memberId) {
        Queue found = byName.get(queue);
        return found != null && members.byId(memberId).filter(found::isWorkedBy).isPresent();
    }

    /** The queues whose cases the member works. */
    Set<String> of(Staff.Member member) {
        return named(queue -> queue.isWorkedBy(member));
    }

    /** The queues whose cases show their detail to everybody. */
    Set<String> unrestricted() {
        return named(queue -> !queue.restricted());
    }

    private Set<String> named(Predicate<Queue> wanted) {
        return byName.values().stream().filter(wanted).map(Queue::name).collect(Collectors.toSet());
    }

    private Queue named(String queue) {
        Queue found = byName.get(queue);
        if (found == null) {
            throw new IllegalArgumentException("there is no queue '" + queue + "'");
        }
        return found;
    }
}
