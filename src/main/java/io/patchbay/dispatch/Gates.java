package io.patchbay.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The gates of all destinations. */
final class Gates {
    private final Map<String, DestinationGate> gates;

    Gates(Map<String, DestinationLimits> limits, Clock clock) {
        this.gates = limits.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new DestinationGate(entry.getKey(), entry.getValue(), clock)));
    }

    DestinationGate of(String destination) {
        DestinationGate gate = gates.get(destination);
        if (gate == null) {
            throw new IllegalArgumentException("no limits for the destination " + destination);
        }
        return gate;
    }

    /** How many attempts all of them together let in. */
    int concurrency() {
        return gates.values().stream()
                .mapToInt(gate -> gate.limits().concurrency())
                .sum();
    }

    Set<String> destinations() {
        return gates.keySet();
    }

    /** No claim of any destination lasts longer. */
    Duration longestLease() {
        return gates.values().stream()
                .map(gate -> gate.limits().lease())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
