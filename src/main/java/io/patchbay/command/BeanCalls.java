package io.patchbay.command;

import io.patchbay.platform.NearestName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a bean that a route calls exists, and has such a method with as many parameters. */
final class BeanCalls {
    private final Map<String, Class<?>> beans;

    BeanCalls(Map<String, Class<?>> beans) {
        this.beans = beans;
    }

    /** What is wrong with a call and what to do about it. */
    record Problem(String message, String fix) {}

    Optional<Problem> problem(RouteFile.Call call) {
        Class<?> bean = beans.get(call.bean());
        if (bean == null) {
            return Optional.of(new Problem(
                    "there is no bean '" + call.bean() + "'", NearestName.fix(call.bean(), beans.keySet())));
        }
        if (call.method().isEmpty()) {
            return Optional.empty();
        }
        int bracket = call.method().indexOf('(');
        String name = bracket < 0 ? call.method() : call.method().substring(0, bracket);
        List<Method> named = methods(bean).stream()
                .filter(method -> method.getName().equals(name))
                .toList();
        if (named.isEmpty()) {
            return Optional.of(new Problem(
                    "'" + call.bean() + "' has no public method '" + name + "'",
                    NearestName.fix(
                            name,
                            methods(bean).stream()
                                    .map(Method::getName)
                                    .distinct()
                                    .toList())));
        }
        return bracket < 0 ? Optional.empty() : wrongCount(call, named, bracket);
    }

    private static Optional<Problem> wrongCount(RouteFile.Call call, List<Method> named, int bracket) {
        int given = count(call.method()
                .substring(bracket + 1, Math.max(bracket + 1, call.method().lastIndexOf(')'))));
        List<Integer> taken = named.stream()
                .map(Method::getParameterCount)
                .distinct()
                .sorted()
                .toList();
        return taken.contains(given)
                ? Optional.empty()
                : Optional.of(new Problem(
                        "'" + named.get(0).getName() + "' of '" + call.bean() + "' is given " + given + " values",
                        "it takes "
                                + String.join(
                                        " or ",
                                        taken.stream().map(String::valueOf).toList())));
    }

    private static List<Method> methods(Class<?> bean) {
        return Arrays.stream(bean.getMethods())
                .filter(method ->
                        method.getDeclaringClass() != Object.class && !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    /** How many values stand in the text, separated by commas outside of brackets and quotes. */
    private static int count(String values) {
        if (values.isBlank()) {
            return 0;
        }
        int count = 1;
        int depth = 0;
        boolean quoted = false;
        for (char letter : values.toCharArray()) {
            quoted ^= letter == '\'';
            if (!quoted) {
                depth += "({[".indexOf(letter) >= 0 ? 1 : ")}]".indexOf(letter) >= 0 ? -1 : 0;
                count += letter == ',' && depth == 0 ? 1 : 0;
            }
        }
        return count;
    }
}
