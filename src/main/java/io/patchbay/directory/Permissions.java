package io.patchbay.directory;

import io.patchbay.event.Actor;
import io.patchbay.event.VisibleQueues;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what: the one decision behind every entrance, the API and Slack alike. It follows from the directory alone:
 * the roles of a person or program, and the queues that they are given. A team owns cases and does nothing.
 */
public final class Permissions {
    private static final Set<Action> OF_BOOTSTRAP =
            EnumSet.of(Action.READ, Action.READ_METRICS, Action.LIST_TOKENS, Action.MANAGE_TOKENS);

    private final Staff staff;
    private final Queues queues;

    Permissions(Staff staff, Queues queues) {
        this.staff = staff;
        this.queues = queues;
    }

    /** The person of that id; empty when there is nobody of it, or when it is a team. */
    public Optional<Principal> person(String staffId) {
        return staff.byId(staffId).filter(member -> !member.team()).map(member -> {
            Set<String> worked = queues.of(member);
            Set<String> visible = new HashSet<>(queues.unrestricted());
            visible.addAll(worked);
            return new Principal(member.id(), Principal.Kind.PERSON, member.roles(), worked, VisibleQueues.of(visible));
        });
    }

    /** A program with exactly those roles, which sees and works exactly those queues. */
    public static Principal program(String name, Set<Role> roles, Set<String> queues) {
        return new Principal(Actor.PROGRAM + name, Principal.Kind.PROGRAM, roles, queues, VisibleQueues.of(queues));
    }

    /**
     * Why the action is not theirs, as a sentence for their eyes; empty when it is. Without a queue, whether it could be
     * theirs in some queue.
     *
     * @param queue the queue of the case that it is about, or the empty string
     */
    public static Optional<String> refusal(Principal who, Action action, String queue) {
        if (who.kind() == Principal.Kind.BOOTSTRAP) {
            return OF_BOOTSTRAP.contains(action)
                    ? Optional.empty()
                    : Optional.of("the bootstrap token only reads and makes tokens");
        }
        if (action.isPersonal() && who.kind() != Principal.Kind.PERSON) {
            return Optional.of("only a person may do that, not a program");
        }
        Map<Role, Action.Scope> grants = action.grants();
        Set<Role> held = who.roles().stream().filter(grants::containsKey).collect(Collectors.toSet());
        if (held.isEmpty()) {
            return Optional.of("you need the role " + names(grants.keySet()) + " for that");
        }
        boolean inQueue = queue.isEmpty()
                || held.stream().map(grants::get).anyMatch(scope -> switch (scope) {
                    case WORKED -> who.queues().contains(queue);
                    case VISIBLE -> who.visible().contains(queue);
                    case ANYWHERE -> true;
                });
        return inQueue ? Optional.empty() : Optional.of("you do not work in the queue " + queue);
    }

    /**
     * The same for a member of staff whom a tool names, in a case's queue.
     *
     * @return the empty string when the action is theirs, for a route to decide on
     */
    public String refusalFor(String staffId, String action, String queue) {
        return person(staffId)
                .map(who -> refusal(who, Action.valueOf(action), queue).orElse(""))
                .orElse("you are not a person of the staff directory");
    }

    private static String names(Collection<Role> roles) {
        return roles.stream().map(Role::wireName).collect(Collectors.joining(" or "));
    }
}
