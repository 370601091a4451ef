package io.patchbay.command;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.ResolvableType;

/**
 * What is known of a message between two steps: the types that its body may have, and those of its exchange properties.
 *
 * @param body empty when there is no body; a type is {@link ResolvableType#NONE} when nothing is known of it
 */
record RouteState(Set<ResolvableType> body, Map<String, ResolvableType> properties) {
    static final ResolvableType UNKNOWN = ResolvableType.NONE;

    static RouteState empty() {
        return new RouteState(Set.of(), Map.of());
    }

    static RouteState of(ResolvableType body) {
        return empty().withBody(body);
    }

    RouteState withBody(ResolvableType type) {
        return new RouteState(Set.of(type), properties);
    }

    RouteState withProperty(String name, ResolvableType type) {
        Map<String, ResolvableType> more = new HashMap<>(properties);
        more.put(name, type);
        return new RouteState(body, more);
    }

    /** What may be known where both ways end. */
    RouteState or(RouteState other) {
        Set<ResolvableType> bodies = new LinkedHashSet<>(body);
        bodies.addAll(other.body);
        Map<String, ResolvableType> both = new HashMap<>(properties);
        other.properties.forEach((name, type) -> both.merge(name, type, (one, two) -> same(one, two) ? one : UNKNOWN));
        return new RouteState(bodies, both);
    }

    private static boolean same(ResolvableType one, ResolvableType two) {
        return one.toString().equals(two.toString());
    }

    /** The types of the body as a person writes them. */
    String described() {
        return body.isEmpty()
                ? "no body"
                : body.stream().map(RouteState::described).distinct().sorted().collect(Collectors.joining(" or "));
    }

    static String described(ResolvableType type) {
        return type == UNKNOWN ? "unknown" : type.toString().replaceAll("[\\w.]+\\.(\\w+)", "$1");
    }
}
