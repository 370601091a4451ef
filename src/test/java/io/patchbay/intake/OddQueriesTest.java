package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.RunningHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A query that an end point cannot read to its end is refused: a filter that is left out would show every tenant. */
class OddQueriesTest {
    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = DeafHub.shared();
    }

    /** Method and path of every mapped end point of the API, with the names of its query parameters. */
    static Stream<Arguments> endPoints() {
        if (hub == null) {
            start();
        }
        hub.get("/api/v1/cases");
        Map<String, List<String>> endPoints = new TreeMap<>();
        hub.bean(DispatcherServlet.class).getHandlerMappings().stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .forEach(entry -> add(endPoints, entry.getKey(), entry.getValue()));
        return endPoints.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static void add(Map<String, List<String>> endPoints, RequestMappingInfo info, HandlerMethod method) {
        for (String path : info.getPatternValues()) {
            for (RequestMethod verb : info.getMethodsCondition().getMethods()) {
                if (path.startsWith("/api/") || path.startsWith("/schema/")) {
                    endPoints.put(verb + " " + path, parameters(method));
                }
            }
        }
    }

    private static List<String> parameters(HandlerMethod method) {
        List<String> names = new ArrayList<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                names.add(annotation.name().isEmpty() ? parameter.getParameterName() : annotation.name());
            }
        }
        return names;
    }

    @Test
    void everyEndPoint_isWalked() {
        assertThat(endPoints().count()).isGreaterThan(39);
        assertThat(endPoints().map(each -> each.get()[0].toString()))
                .contains("GET /api/v1/cases", "POST /api/v1/incidents/{id}/messages/{version}/approve");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endPoints")
    void queryThatTheEndPointDoesNotRead_isRefused(String endPoint, List<String> parameters) {
        List<String> queries =
                new ArrayList<>(List.of("unheard_of=1", "unheard_of", "%zz=1", "=1", "unheard_of=%zz", "&", "a&&b"));
        for (String name : parameters) {
            queries.addAll(List.of(
                    name + "=%zz",
                    name + "=%",
                    name + "=%C3",
                    name + "=%C0%AF",
                    name + "=",
                    name,
                    name + "=%20",
                    name + "=1&" + name + "=2",
                    name.toUpperCase(java.util.Locale.ROOT) + "=1",
                    "%20" + name + "=1",
                    name + "[]=1"));
        }
        for (String query : queries) {
            Answer answer = send(endPoint, query);

            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.text()).contains("application/problem+json").containsAnyOf("query", "end point");
        }
    }

    private static Answer send(String endPoint, String query) {
        String[] parts = endPoint.split(" ");
        String path = parts[1].replace("{version}", "1").replaceAll("\\{[a-z]+}", "x");
        return raw(parts[0], path + "?" + query);
    }

    private record Answer(int status, String text) {}

    /** Written byte by byte: a client refuses such URLs. */
    private static Answer raw(String method, String target) {
        String body = method.equals("GET") ? "" : "{}";
        try (Socket socket = new RawCalls(hub).connect()) {
            socket.getOutputStream()
                    .write(RawCalls.utf8(method + " " + target + " HTTP/1.0\r\nHost: hub\r\nAuthorization: Bearer "
                            + RunningHub.API_TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(text.substring(9, 12)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0x10", "size=+5", "size=%2B5", "size=%2310", "size=1%200", "size=5.0", "size=1e1"})
    void numberThatIsNotWrittenPlainly_isRefused(String query) {
        assertThat(raw("GET", "/api/v1/cases?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "?account=acct-1042", "?account=a%20b&size=5", "?account=a+b", "?account=%E2%98%8E"})
    void queryThatCanBeRead_isAnswered(String query) {
        assertThat(raw("GET", "/api/v1/cases" + query).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /error", "GET /error?x=1", "POST /error", "GET /%65rror", "HEAD /error"})
    void errorPage_isNoPage(String what) throws IOException {
        String[] parts = what.split(" ");
        try (Socket socket = new RawCalls(hub).connect()) {
            socket.getOutputStream()
                    .write(RawCalls.utf8(what + " HTTP/1.1\r\nHost: hub\r\nAccept: text/html\r\nContent-Length: 0\r\n"
                            + "Connection: close\r\n\r\n"));
            String answer = RawCalls.answer(socket);
            assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json");
            if (!parts[0].equals("HEAD")) {
                assertThat(answer + RawCalls.answer(socket)).doesNotContain("timestamp", "999");
            }
        }
    }

    @Test
    void whatAFilterRefuses_isAProblemToo() throws IOException {
        try (Socket socket = new RawCalls(hub).connect()) {
            socket.getOutputStream()
                    .write(RawCalls.utf8("GET /api//v1/cases HTTP/1.1\r\nHost: hub\r\nAccept: text/html\r\n"
                            + "Connection: close\r\n\r\n"));
            assertThat(RawCalls.answer(socket)).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }
}
