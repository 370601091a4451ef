package io.patchbay.command;

import io.patchbay.platform.NearestName;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.core.ResolvableType;

/** The methods that steps call, chosen as Camel does by what the message holds. */
final class RouteCalls {
    private final Map<String, Class<?>> beans;

    RouteCalls(Map<String, Class<?>> beans) {
        this.beans = beans;
    }

    /** What the step leaves; it is a problem of the step's when its bean has no such method, or none that takes the body. */
    RouteState call(RoutePlace step, RouteState state) {
        Class<?> bean = beans.get(step.text("ref"));
        String call = step.text("method");
        String name = call.replaceFirst("\\(.*", "");
        if (bean == null) {
            step.problem(
                    "there is no bean '" + step.text("ref") + "'", NearestName.fix(step.text("ref"), beans.keySet()));
            return state.withBody(RouteState.UNKNOWN);
        }
        List<Method> named = RouteExpressions.methods(bean).stream()
                .filter(method -> method.getName().equals(name))
                .toList();
        List<Method> fitting = named.stream()
                .filter(method -> call.contains("(")
                        ? takesArguments(method, RouteExpressions.arguments(call), state, step)
                        : takesBody(method, state))
                .toList();
        if (fitting.isEmpty()) {
            step.problem(
                    named.isEmpty()
                            ? "'" + step.text("ref") + "' has no public method '" + name + "'"
                            : "'" + step.text("ref") + "." + name + "' takes " + parameters(named) + ", not "
                                    + given(call, state, step),
                    named.isEmpty() ? "it has " + names(bean) : "change the step before it, or the method");
            return state.withBody(RouteState.UNKNOWN);
        }
        Method method = fitting.get(0);
        return method.getReturnType() == void.class
                ? state
                : state.withBody(RouteExpressions.returned(method, ResolvableType.forClass(bean)));
    }

    /** Camel gives the body to the first parameter, and the failure to one that is an exception. */
    private static boolean takesBody(Method method, RouteState state) {
        List<ResolvableType> parameters = IntStream.range(0, method.getParameterCount())
                .filter(i -> !Throwable.class.isAssignableFrom(method.getParameterTypes()[i]))
                .mapToObj(i -> ResolvableType.forMethodParameter(method, i))
                .toList();
        return parameters.isEmpty()
                || parameters.size() == 1
                        && !state.body().isEmpty()
                        && state.body().stream().allMatch(type -> accepts(parameters.get(0), type));
    }

    private static boolean takesArguments(Method method, List<String> arguments, RouteState state, RoutePlace step) {
        return method.getParameterCount() == arguments.size()
                && IntStream.range(0, arguments.size())
                        .allMatch(i -> accepts(
                                ResolvableType.forMethodParameter(method, i),
                                RouteExpressions.type(arguments.get(i), state, step)));
    }

    private static boolean accepts(ResolvableType parameter, ResolvableType given) {
        return given == RouteState.UNKNOWN || parameter.isAssignableFrom(given);
    }

    private static String parameters(List<Method> named) {
        return String.join(
                " or ",
                named.stream()
                        .map(method -> IntStream.range(0, method.getParameterCount())
                                .mapToObj(i -> RouteState.described(ResolvableType.forMethodParameter(method, i)))
                                .toList()
                                .toString()
                                .replaceAll("^\\[(.*)\\]$", "($1)"))
                        .toList());
    }

    private static List<String> names(Class<?> bean) {
        return RouteExpressions.methods(bean).stream()
                .map(Method::getName)
                .distinct()
                .sorted()
                .toList();
    }

    private static String given(String call, RouteState state, RoutePlace step) {
        return call.contains("(")
                ? RouteExpressions.arguments(call).stream()
                        .map(argument -> RouteState.described(RouteExpressions.type(argument, state, step)))
                        .collect(Collectors.joining(", ", "(", ")"))
                : state.described();
    }
}
