package io.patchbay.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.command.RouteFolder.Route;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.ResolvableType;

/**
 * Follows the type of the body from where messages begin through every step. A step is a problem when its method does not
 * exist or does not take the body, and so is a {@code direct:} or {@code seda:} end point that no route consumes.
 */
final class RouteTypes {
    private static final Set<String> KEEP_THE_BODY =
            Set.of("transacted", "log", "removeHeaders", "removeHeader", "removeProperty", "setHeader");

    private final RouteCalls calls;
    private final Map<String, Route> consumers = new HashMap<>();
    private final Set<String> under = new HashSet<>();
    private final Set<String> reached = new HashSet<>();
    private final Set<ConfigurationProblem> problems = new LinkedHashSet<>();

    /** @param entries the types that Java sends to end points */
    RouteTypes(RouteFolder folder, Map<String, Class<?>> beans, Map<String, Class<?>> entries) {
        this.calls = new RouteCalls(beans);
        folder.routes().forEach(route -> consumers.put(route.uri(), route));
        folder.routes().stream()
                .filter(route -> route.uri().startsWith("scheduler:"))
                .forEach(route -> walk(route, RouteState.empty(), null));
        entries.forEach((uri, type) -> {
            Route route = consumers.get(uri);
            if (route == null) {
                throw new IllegalArgumentException("no route consumes the entry " + uri);
            }
            walk(route, RouteState.of(ResolvableType.forClass(type)), null);
        });
        folder.routes().stream()
                .filter(route -> !reached.contains(route.uri()))
                .forEach(route -> problems.add(route.file()
                        .at(route.from(), "no typed message reaches " + route.uri(), "declare what Java sends there")));
    }

    List<ConfigurationProblem> problems() {
        return List.copyOf(problems);
    }

    /** @param before collects the states in which a step of a {@code doTry} may fail, or null outside of one */
    private RouteState walk(Route route, RouteState state, List<RouteState> before) {
        reached.add(route.uri());
        String turn = route.uri() + " " + state.described();
        if (!under.add(turn)) {
            return state;
        }
        RouteState after = steps(new RoutePlace(route, route.from(), problems), state, before);
        under.remove(turn);
        return after;
    }

    private RouteState steps(RoutePlace parent, RouteState start, List<RouteState> before) {
        RouteState state = start;
        for (int i = 0; i < parent.node().path("steps").size(); i++) {
            if (before != null) {
                before.add(state);
            }
            RoutePlace step = parent.at("steps/" + i);
            String kind = step.node().isTextual()
                    ? step.node().asText()
                    : step.node().fieldNames().next();
            state = step(kind, step.at(kind), state, before);
        }
        return state;
    }

    private RouteState step(String kind, RoutePlace step, RouteState state, List<RouteState> before) {
        return switch (kind) {
            case "bean" -> calls.call(step, state);
            case "setBody" -> state.withBody(expression(step, state));
            case "setProperty" -> state.withProperty(step.text("name"), expression(step, state));
            case "to", "toD" -> send(step, state, before);
            case "wireTap" -> {
                send(step, state, null);
                yield state;
            }
            case "filter", "idempotentConsumer" -> {
                expression(step, state);
                yield state.or(steps(step, state, before));
            }
            case "loop" -> {
                expression(step, state);
                RouteState once = state.or(steps(step, state, before));
                yield once.or(steps(step, once, before));
            }
            case "split" -> {
                steps(step, state.withBody(element(expression(step, state))), null);
                yield state;
            }
            case "choice" -> choice(step, state, before);
            case "doTry" -> attempt(step, state, before);
            default -> {
                if (!KEEP_THE_BODY.contains(kind)) {
                    step.problem("what '" + kind + "' does to the body is not known", "teach it to RouteTypes");
                }
                yield state;
            }
        };
    }

    private RouteState choice(RoutePlace step, RouteState state, List<RouteState> before) {
        RouteState after = step.node().has("otherwise") ? steps(step.at("otherwise"), state, before) : state;
        for (int i = 0; i < step.node().path("when").size(); i++) {
            RoutePlace branch = step.at("when/" + i);
            expression(branch, state);
            after = after.or(steps(branch, state, before));
        }
        return after;
    }

    private RouteState attempt(RoutePlace step, RouteState state, List<RouteState> before) {
        List<RouteState> failing = new ArrayList<>(List.of(state));
        RouteState after = steps(step, state, failing);
        RouteState failed = failing.stream().reduce(RouteState::or).orElseThrow();
        if (before != null) {
            before.addAll(failing);
        }
        for (int i = 0; i < step.node().path("doCatch").size(); i++) {
            after = after.or(steps(step.at("doCatch/" + i), failed, before));
        }
        return after;
    }

    private RouteState send(RoutePlace step, RouteState state, List<RouteState> before) {
        String uri = step.route()
                .filled(
                        step.node().isTextual()
                                ? step.node().asText()
                                : step.node().path("uri").asText())
                .replaceFirst("\\?.*$", "");
        if (!uri.matches("(direct|seda|kamelet):.*")) {
            return state;
        }
        Route target = consumers.get(uri);
        if (target == null) {
            step.problem("no route consumes '" + uri + "'", NearestName.fix(uri, consumers.keySet()));
            return state;
        }
        if (uri.startsWith("seda:")) {
            walk(target, state, null);
            return state;
        }
        return walk(target, state, before);
    }

    /** The type of the expression that the step holds. */
    private ResolvableType expression(RoutePlace step, RouteState state) {
        JsonNode node = step.node();
        if (node.has("method")) {
            RoutePlace method = step.at("method");
            List<ResolvableType> types = List.copyOf(calls.call(method, state).body());
            return types.size() == 1 ? types.get(0) : RouteState.UNKNOWN;
        }
        return node.has("constant")
                ? ResolvableType.forClass(String.class)
                : RouteExpressions.type(step.text("simple"), state, step);
    }

    /** What each way of a split begins with: one value by itself goes on as it is, so that it is still there after a failure. */
    private static ResolvableType element(ResolvableType whole) {
        if (whole == RouteState.UNKNOWN) {
            return whole;
        }
        if (whole.isArray()) {
            return whole.getComponentType();
        }
        ResolvableType iterable = whole.as(Iterable.class);
        return iterable == ResolvableType.NONE ? whole : iterable.getGeneric(0);
    }
}
