package io.patchbay.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person or program of the directory may do; {@link Permissions} says what each role opens. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Works the cases of their queues. */
    AGENT,
    /** Works the cases of their queues, confirms severity and decides what the hub cannot. */
    LEAD,
    /** Declares and runs incidents, and confirms severity in their queues. */
    INCIDENT_COMMANDER,
    /** Approves what somebody else wrote. */
    APPROVER,
    /** Publishes rule sets and puts them in force. */
    RULE_OWNER,
    /** Keeps the hub going: dispatches, events, tokens, metrics. */
    OPERATOR,
    /** Reads everything that is not restricted, who holds tokens, and replays decisions. */
    AUDITOR;

    /** As the directory and the API write it, for example {@code incident-commander}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of that wire name. */
    public static Optional<Role> of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    /** Every wire name, in order. */
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(Role::wireName).toList();
    }
}
