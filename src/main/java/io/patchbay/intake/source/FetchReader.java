package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.expression.ExpressionReader;
import io.patchbay.intake.expression.Pointer;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.YamlFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** Reads what a source asks its provider's API for: the blocks {@code poll} and {@code fetch}. */
final class FetchReader {
    private static final String USUAL_SILENCE = "30m";
    private static final Pattern URL = Pattern.compile("https?://[^/{}@?#\\s]+/[^\\s]*");
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);
    private static final Duration LONGEST_SILENCE = Duration.ofHours(4);

    private final YamlFile file;
    private final List<ConfigurationProblem> problems;
    private final ExpressionReader expressions;
    private final EnvironmentReferences references;

    FetchReader(
            YamlFile file,
            List<ConfigurationProblem> problems,
            ExpressionReader expressions,
            EnvironmentReferences references) {
        this.file = file;
        this.problems = problems;
        this.expressions = expressions;
        this.references = references;
    }

    /** The block, or empty when there is none or its credential is not set. */
    Optional<Fetch> read(String key) {
        JsonNode block = file.tree().path(key);
        if (block.isMissingNode()) {
            return Optional.empty();
        }
        String pointer = "/" + key;
        List<Telling> tellings = tellings(pointer + "/tell", block.path("tell"));
        var when = expressions.conditions(pointer + "/when", block.path("when"));
        Duration after = after(pointer + "/after", block.path("after").asText(USUAL_SILENCE));
        secretStandsNowhere(pointer + "/secret", block.path("secret").asText());
        Optional<String> authorization = authorization(block);
        Optional<String> url = references.resolve(block.path("url").asText()).filter(text -> !text.isBlank());
        if (authorization.isEmpty() || url.isEmpty() || !isUrl(pointer + "/url", url.get())) {
            return Optional.empty();
        }
        return Optional.of(new Fetch(url.get(), authorization.get(), after, when, tellings));
    }

    private void secretStandsNowhere(String pointer, String written) {
        if (!EnvironmentReferences.isReference(written)) {
            problems.add(file.at(pointer, "a secret does not stand in a file", "write ${NAME} and set that variable"));
        }
    }

    /** RFC 7617 where there is a user, else RFC 6750. */
    private Optional<String> authorization(JsonNode block) {
        Optional<String> secret =
                references.resolve(block.path("secret").asText()).filter(text -> !text.isBlank());
        if (!block.has("username")) {
            return secret.map(text -> "Bearer " + text);
        }
        Optional<String> user =
                references.resolve(block.path("username").asText()).filter(text -> !text.isBlank());
        return user.flatMap(name -> secret.map(text ->
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + text).getBytes(StandardCharsets.UTF_8))));
    }

    private boolean isUrl(String pointer, String url) {
        boolean good = URL.matcher(url).matches()
                && places(url)
                && !Telling.PLACE.matcher(url).replaceAll("").contains("{");
        if (!good) {
            problems.add(file.at(
                    pointer,
                    "this does not resolve to a URL with places behind its host",
                    "write one like https://api.example.com/calls/{call_id}"));
        }
        return good;
    }

    private Duration after(String pointer, String written) {
        try {
            Duration after = DurationStyle.detectAndParse(written);
            if (after.compareTo(SHORTEST_SILENCE) >= 0 && after.compareTo(LONGEST_SILENCE) < 0) {
                return after;
            }
        } catch (IllegalArgumentException e) {
            // Told below, together with a time that is out of bounds.
        }
        problems.add(file.at(
                pointer, "'" + written + "' is not a time from 1s to under 4h", "write a number and a unit, like 30m"));
        return LONGEST_SILENCE;
    }

    private List<Telling> tellings(String pointer, JsonNode written) {
        List<Telling> tellings = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            JsonNode telling = written.get(i);
            String place = pointer + "/" + i;
            if (telling.has("json") == telling.has("form")) {
                problems.add(file.at(place, "an event is either JSON or a form", "write either 'json' or 'form'"));
            }
            JsonNode event = telling.has("form") ? telling.path("form") : telling.path("json");
            check(place + (telling.has("form") ? "/form" : "/json"), event);
            tellings.add(new Telling(
                    expressions.conditions(place + "/when", telling.path("when")), telling.has("form"), event));
        }
        return List.copyOf(tellings);
    }

    private void check(String pointer, JsonNode node) {
        node.properties()
                .forEach(member -> check(pointer + "/" + ExpressionReader.escape(member.getKey()), member.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(pointer + "/" + i, node.get(i));
        }
        String text = node.asText();
        if (node.isTextual() && text.startsWith("{") && !(places(text) && isPlace(text))) {
            problems.add(file.at(
                    pointer,
                    "'" + text + "' is no place",
                    "write {answer}, {answer/a/pointer}, {event/a/pointer} or {call_id}"));
        }
    }

    private static boolean isPlace(String text) {
        return Telling.PLACE.matcher(text).matches();
    }

    /** Whether every place in the text has a pointer that is one. */
    private static boolean places(String text) {
        Matcher place = Telling.PLACE.matcher(text);
        while (place.find()) {
            try {
                Pointer.parse(place.group(2) == null ? "/" : place.group(2));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return true;
    }
}
