package io.patchbay.connectors.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.RetrySchedule;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EgressRule;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.PlainHttp;
import io.patchbay.platform.YamlFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.convert.DurationStyle;

/**
 * One file of {@code connectors-config/destinations}, its environment references resolved. Every problem goes to one
 * list, so that its author sees all of them at once; a value with a problem reads as harmless.
 */
public final class DestinationFile {
    private static final URI NOWHERE = URI.create("https://invalid.invalid");

    private final YamlFile yaml;
    private final EnvironmentReferences environment;
    private final List<ConfigurationProblem> problems;
    private final boolean plainHttp;

    private DestinationFile(YamlFile yaml, EnvironmentReferences environment, List<ConfigurationProblem> problems) {
        this.yaml = yaml;
        this.environment = environment;
        this.problems = problems;
        this.plainHttp = text("/" + PlainHttp.SWITCH).equals("true");
    }

    /** Reads {@code destinations/<name>.yaml} against its schema, or adds what is wrong and returns null. */
    public static DestinationFile read(
            Path folder, String name, EnvironmentReferences environment, List<ConfigurationProblem> problems) {
        Path file = folder.resolve("destinations").resolve(name + ".yaml");
        try {
            YamlFile yaml = YamlFile.read(folder, file, "/schema/destination-" + name + ".schema.json");
            return new DestinationFile(yaml, environment, problems);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    /** The text at that JSON pointer, or the empty string when the file does not have it. */
    public String text(String pointer) {
        String raw = yaml.tree().at(pointer).asText("");
        return environment.resolve(raw).map(String::strip).orElseGet(() -> {
            String variable = environment.missing(raw).orElse("");
            problems.add(yaml.at(
                    pointer,
                    "the environment variable " + variable + " is not set",
                    "set " + variable + ", or remove the file when this destination is not used"));
            return "";
        });
    }

    /** The URL at that pointer, without a slash at its end; the fallback when the file does not have it. */
    public URI url(String pointer, URI fallback) {
        int before = problems.size();
        String text = text(pointer);
        if (text.isEmpty()) {
            return problems.size() > before ? NOWHERE : fallback;
        }
        try {
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Its message would repeat the value.
        }
        problems.add(yaml.at(
                pointer,
                "not a URL that can be called",
                "give scheme, host and perhaps a path, like https://jira.example.com, without credentials or query"));
        return NOWHERE;
    }

    /** A URL that the hub calls: as {@link #url}, and without TLS only on this machine or where the file allows it. */
    public URI calledUrl(String pointer, URI fallback) {
        URI url = url(pointer, fallback);
        if (url != null && PlainHttp.leavesTheMachine(url) && !plainHttp) {
            problems.add(yaml.at(pointer, PlainHttp.PROBLEM, PlainHttp.FIX));
        }
        return url;
    }

    /** Whether the hub may call this destination on another machine without TLS. */
    public boolean plainHttp() {
        return plainHttp;
    }

    /** The members of the object at that pointer, in the file's order; empty when the file does not have it. */
    public Map<String, String> texts(String pointer) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode object = yaml.tree().at(pointer);
        object.fieldNames().forEachRemaining(name -> texts.put(name, text(pointer + "/" + name)));
        return texts;
    }

    /** A problem with the value at that pointer. */
    public void problem(String pointer, String message, String fix) {
        problems.add(yaml.at(pointer, message, fix));
    }

    ConfigurationProblem at(String pointer, String message, String fix) {
        return yaml.at(pointer, message, fix);
    }

    public DestinationLimits limits() {
        Duration connect = duration("/limits/connect_timeout", Duration.ofSeconds(3));
        Duration response = duration("/limits/response_timeout", Duration.ofSeconds(15));
        return new DestinationLimits(
                yaml.tree().at("/limits/concurrency").asInt(64),
                yaml.tree().at("/limits/per_second").asInt(50),
                connect,
                response,
                duration("/limits/call_deadline", connect.plus(response).plusSeconds(2)),
                RetrySchedule.valueOf(yaml.tree().at("/retry").asText("ticket").toUpperCase(Locale.ROOT)),
                new DestinationLimits.Breaker(
                        yaml.tree().at("/breaker/failure_percent").asInt(50),
                        yaml.tree().at("/breaker/calls").asInt(20),
                        duration("/breaker/open_for", Duration.ofSeconds(30))));
    }

    /** The duration at that pointer, or the fallback when the file does not have it. */
    public Duration duration(String pointer, Duration fallback) {
        String text = yaml.tree().at(pointer).asText("");
        return text.isEmpty() ? fallback : DurationStyle.SIMPLE.parse(text);
    }

    public static EgressRule rule(URI base, boolean plainHttp, DestinationLimits limits) {
        return new EgressRule(
                base, plainHttp, limits.connectTimeout(), limits.responseTimeout(), limits.callDeadline());
    }
}
