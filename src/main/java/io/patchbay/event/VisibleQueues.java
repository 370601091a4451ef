package io.patchbay.event;

import java.util.Set;

/**
 * The queues whose cases a reader may see. It is an argument of every query that reads cases, or anything that names one:
 * what is in another queue is answered as if it did not exist.
 *
 * @param all whether it is every queue, also one that is no longer configured
 * @param names the queues by name, where it is not all
 */
public record VisibleQueues(boolean all, Set<String> names) {
    public static final VisibleQueues ALL = new VisibleQueues(true, Set.of());

    public VisibleQueues {
        names = Set.copyOf(names);
    }

    public static VisibleQueues of(Set<String> names) {
        return new VisibleQueues(false, names);
    }

    public boolean contains(String queue) {
        return all || names.contains(queue);
    }
}
