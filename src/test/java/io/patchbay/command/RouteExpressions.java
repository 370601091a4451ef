package io.patchbay.command;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** The types of Simple expressions over body and exchange properties, and the methods that routes name. */
final class RouteExpressions {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(body|exchangeProperty\\.\\w+)((?:\\.\\w+(?:\\(\\))?)*)\\}");

    private RouteExpressions() {}

    /** The type of the expression; unknown when it is more than one reference. Every reference in it is resolved. */
    static ResolvableType type(String simple, RouteState state, RoutePlace place) {
        ResolvableType type = RouteState.UNKNOWN;
        Matcher reference = REFERENCE.matcher(simple);
        while (reference.find()) {
            ResolvableType referred = referred(reference.group(1), reference.group(2), state, place);
            if (reference.start() == 0 && reference.end() == simple.length()) {
                type = referred;
            }
        }
        return simple.matches("'[^']*'") ? ResolvableType.forClass(String.class) : type;
    }

    private static ResolvableType referred(String root, String path, RouteState state, RoutePlace place) {
        if (!root.equals("body")) {
            String property = root.substring(root.indexOf('.') + 1);
            return follow(state.properties().getOrDefault(property, RouteState.UNKNOWN), path, place);
        }
        List<ResolvableType> ends =
                state.body().stream().map(type -> follow(type, path, place)).toList();
        return ends.size() == 1 ? ends.get(0) : RouteState.UNKNOWN;
    }

    private static ResolvableType follow(ResolvableType start, String path, RoutePlace place) {
        ResolvableType type = start;
        for (String name : path.isEmpty() ? new String[0] : path.substring(1).split("\\.")) {
            if (type == RouteState.UNKNOWN) {
                return type;
            }
            Optional<ResolvableType> next = accessor(type, name.replace("()", ""));
            if (next.isEmpty()) {
                place.problem(
                        RouteState.described(type) + " has no public method '" + name + "'", "name one that it has");
                return RouteState.UNKNOWN;
            }
            type = next.get();
        }
        return type;
    }

    private static Optional<ResolvableType> accessor(ResolvableType type, String name) {
        String capitalised = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return methods(type.toClass()).stream()
                .filter(method -> method.getParameterCount() == 0)
                .filter(method ->
                        List.of(name, "get" + capitalised, "is" + capitalised).contains(method.getName()))
                .findFirst()
                .map(method -> returned(method, type));
    }

    /** What the method returns when it is called on that type; a boxed type for a primitive. */
    static ResolvableType returned(Method method, ResolvableType on) {
        ResolvableType declaring = on.as(method.getDeclaringClass());
        ResolvableType returned = ResolvableType.forType(method.getGenericReturnType(), declaring);
        return method.getReturnType().isPrimitive()
                ? ResolvableType.forClass(ClassUtils.resolvePrimitiveIfNecessary(method.getReturnType()))
                : returned;
    }

    static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> method.getDeclaringClass() != Object.class || type == Object.class)
                .toList();
    }

    /** The values between the brackets of {@code name(a, b)}. */
    static List<String> arguments(String call) {
        List<String> arguments = new ArrayList<>();
        String inner = call.substring(call.indexOf('(') + 1, call.lastIndexOf(')'));
        for (String each : inner.split(",")) {
            if (!each.isBlank()) {
                arguments.add(each.trim());
            }
        }
        return arguments;
    }
}
