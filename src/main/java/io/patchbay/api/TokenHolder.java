package io.patchbay.api;

import io.patchbay.directory.Permissions;
import io.patchbay.directory.Principal;
import io.patchbay.directory.Role;
import io.patchbay.event.Actor;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a token belongs to.
 *
 * @param name the directory's id of a person, or the name of a program with its prefix
 * @param roles of a program; none for a person, whose roles are the directory's
 * @param queues of a program
 */
record TokenHolder(String name, Set<Role> roles, Set<String> queues) {
    static final String PROGRAM_NAME = "[a-z0-9][a-z0-9._-]{0,39}";

    static TokenHolder person(String staffId) {
        return new TokenHolder(staffId, Set.of(), Set.of());
    }

    static TokenHolder program(String name, Set<Role> roles, Set<String> queues) {
        return new TokenHolder(Actor.PROGRAM + name, roles, queues);
    }

    /** What the holder may do now; empty when the directory knows no such person any more, or calls it a team. */
    Optional<Principal> principal(Permissions permissions) {
        return name.startsWith(Actor.PROGRAM)
                ? Optional.of(Permissions.program(name.substring(Actor.PROGRAM.length()), roles, queues))
                : permissions.person(name);
    }
}
