package io.patchbay.directory;

import io.patchbay.event.Actor;
import io.patchbay.event.VisibleQueues;
import java.util.Set;

/**
 * Who asks something of the hub, and what the directory gives them.
 *
 * @param name the directory's id of a person, the name of a program with its prefix, or {@link Actor#BOOTSTRAP}
 * @param roles what they may do
 * @param queues whose cases they work
 * @param visible whose cases they see
 */
public record Principal(String name, Kind kind, Set<Role> roles, Set<String> queues, VisibleQueues visible) {

    /** What a principal is. */
    public enum Kind {
        PERSON,
        PROGRAM,
        BOOTSTRAP
    }

    /** The holder of the bootstrap token: reads everything, makes tokens, does nothing else. */
    public static final Principal BOOTSTRAP =
            new Principal(Actor.BOOTSTRAP, Kind.BOOTSTRAP, Set.of(), Set.of(), VisibleQueues.ALL);

    public Principal {
        roles = Set.copyOf(roles);
        queues = Set.copyOf(queues);
    }

    /** How timelines and audit name them. */
    public String actor() {
        return Actor.of(name);
    }
}
