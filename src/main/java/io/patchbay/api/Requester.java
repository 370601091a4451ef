package io.patchbay.api;

import io.patchbay.directory.Action;
import io.patchbay.directory.Permissions;
import io.patchbay.directory.Principal;
import io.patchbay.directory.Queues;
import io.patchbay.event.VisibleQueues;
import java.util.stream.Collectors;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who makes the request that is being answered: the holder of its token, and what they may do. */
@Component
class Requester {
    private static final String HOW_TO_ACT = "; make one for a person with it, by POST /api/v1/tokens with {\"staff\":"
            + " \"<an id of directory/staff.yaml>\"}, and act with that one";

    private final Queues queues;

    Requester(Queues queues) {
        this.queues = queues;
    }

    /** The holder of the token. */
    Principal principal() {
        return (Principal)
                SecurityContextHolder.getContext().getAuthentication().getPrincipal();
    }

    /** The queues whose cases they may see. */
    VisibleQueues visible() {
        return principal().visible();
    }

    /**
     * @param queue the queue of the case that the action is about, or the empty string
     * @throws Forbidden when the action is not theirs there
     */
    void require(Action action, String queue) {
        Principal who = principal();
        Permissions.refusal(who, action, queue).ifPresent(why -> {
            throw new Forbidden(who.kind() == Principal.Kind.BOOTSTRAP ? why + HOW_TO_ACT : why);
        });
    }

    /** The queues in which the action is theirs. */
    VisibleQueues queuesOf(Action action) {
        Principal who = principal();
        return VisibleQueues.of(queues.names().stream()
                .filter(queue -> Permissions.refusal(who, action, queue).isEmpty())
                .collect(Collectors.toSet()));
    }
}
