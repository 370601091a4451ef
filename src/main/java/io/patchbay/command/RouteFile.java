package io.patchbay.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one file of routes or one Kamelet names, and what it offers to the others. */
final class RouteFile {
    private static final Set<String> TARGETS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich");
    private static final Pattern BEAN_IN_SIMPLE = Pattern.compile("\\$\\{bean:(\\w+)(?:(?:\\?method=|\\.|::)(\\w+))?");

    /** A bean that is called, and how: {@code name} or {@code name(a, b)}, or the empty string when that is not said. */
    record Call(String pointer, String bean, String method) {}

    /** An end point, or the id of something, and where it stands. */
    record Named(String pointer, String name) {}

    private final YamlFile yaml;
    private final List<Call> calls = new ArrayList<>();
    private final List<Named> targets = new ArrayList<>();
    private final List<Named> consumers = new ArrayList<>();
    private final List<Named> errorConfigurations = new ArrayList<>();
    private final List<Named> templates = new ArrayList<>();

    RouteFile(YamlFile yaml) {
        this.yaml = yaml;
        walk("", "", yaml.tree());
    }

    private void walk(String pointer, String key, JsonNode node) {
        if (node.isObject()) {
            note(pointer, key, node);
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                String child = pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
                walk(child, entry.getKey(), entry.getValue());
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(pointer + "/" + i, "", node.get(i));
        }
        if (node.isTextual()) {
            note(pointer, key, node.asText());
        }
    }

    private void note(String pointer, String key, JsonNode node) {
        if (node.has("ref") && (key.equals("bean") || key.equals("method"))) {
            calls.add(new Call(
                    pointer, node.path("ref").asText(), node.path("method").asText()));
        } else if (node.has("uri")) {
            (key.equals("from") ? consumers : targets)
                    .add(new Named(pointer + "/uri", node.path("uri").asText()));
        } else if (key.equals("templatedRoute")) {
            templates.add(new Named(pointer, node.path("routeTemplateRef").asText()));
        }
    }

    private void note(String pointer, String key, String text) {
        if (TARGETS.contains(key)) {
            targets.add(new Named(pointer, text));
        } else if (key.equals("from")) {
            consumers.add(new Named(pointer, text));
        } else if (key.equals("routeConfigurationId")) {
            errorConfigurations.add(new Named(pointer, text));
        } else if (key.equals("executorService") && text.startsWith("#")) {
            calls.add(new Call(pointer, text.replaceFirst("^#(bean:)?", ""), ""));
        } else if (key.equals("idempotentRepository")) {
            calls.add(new Call(pointer, text.replaceFirst("^#(bean:)?", ""), ""));
        }
        Matcher bean = BEAN_IN_SIMPLE.matcher(text);
        while (bean.find()) {
            calls.add(new Call(pointer, bean.group(1), bean.group(2) == null ? "" : bean.group(2)));
        }
    }

    YamlFile yaml() {
        return yaml;
    }

    List<Call> calls() {
        return calls;
    }

    List<Named> targets() {
        return targets;
    }

    List<Named> consumers() {
        return consumers;
    }

    List<Named> errorConfigurations() {
        return errorConfigurations;
    }

    /** The uses of route templates, each with the template's id. */
    List<Named> templates() {
        return templates;
    }

    /** The id of the route template that the pointer leads into, or the empty string. */
    String templateAround(String pointer) {
        int end = pointer.indexOf('/', 1);
        return yaml.tree()
                .at(end < 0 ? pointer : pointer.substring(0, end))
                .path("routeTemplate")
                .path("id")
                .asText();
    }

    /** The ids of all blocks of that kind on the file's top level, for example {@code routeTemplate}. */
    List<String> ids(String block) {
        List<String> ids = new ArrayList<>();
        yaml.tree().forEach(entry -> {
            if (entry.path(block).has("id")) {
                ids.add(entry.path(block).path("id").asText());
            }
        });
        return ids;
    }
}
