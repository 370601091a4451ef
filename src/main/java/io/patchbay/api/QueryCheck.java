package io.patchbay.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a query that says anything its end point does not read: a parameter that is unknown, repeated, empty or cannot be
 * decoded. The web server leaves such a parameter out, and a filter that is left out shows everything.
 */
final class QueryCheck implements HandlerInterceptor {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final Map<Method, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && request.getQueryString() != null
                && !request.getQueryString().isEmpty()) {
            check(request.getQueryString(), known.computeIfAbsent(method.getMethod(), any -> parameters(method)));
        }
        return true;
    }

    private static Map<String, Class<?>> parameters(HandlerMethod method) {
        Map<String, Class<?>> parameters = new HashMap<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                String name = annotation.name().isEmpty() ? parameter.getParameterName() : annotation.name();
                parameters.put(name, parameter.getParameterType());
            }
        }
        return parameters;
    }

    private static void check(String query, Map<String, Class<?>> known) {
        Set<String> seen = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!known.containsKey(name)) {
                throw new BadRequest(
                        known.isEmpty()
                                ? "this end point takes no query parameters"
                                : "a query parameter is unknown: this end point takes "
                                        + known.keySet().stream().sorted().toList());
            }
            if (!seen.add(name)) {
                throw new BadRequest("the query parameter " + name + " is given twice: give it once");
            }
            if (value.isBlank()) {
                throw new BadRequest("the query parameter " + name + " is empty: leave it out, or give a value");
            }
            if (known.get(name) == int.class && !NUMBER.matcher(value).matches()) {
                throw new BadRequest("the query parameter " + name + " is a whole number");
            }
        }
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw unreadable();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes((c == '+' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable();
        }
    }

    private static BadRequest unreadable() {
        return new BadRequest("the query cannot be read: escape it as percent-encoded UTF-8");
    }
}
