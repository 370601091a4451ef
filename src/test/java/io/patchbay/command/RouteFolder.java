package io.patchbay.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The routes of a folder, each use of a template as a route of its own. */
final class RouteFolder {
    private final List<Route> routes = new ArrayList<>();

    /** @param from the pointer to the route's {@code from} */
    record Route(YamlFile file, String from, Map<String, String> parameters) {

        /** The end point that it consumes, without options; a Kamelet is named by its own. */
        String uri() {
            String kamelet = file.tree().at("/metadata/name").asText();
            if (!kamelet.isEmpty()) {
                return "kamelet:" + kamelet;
            }
            JsonNode node = file.tree().at(from);
            return filled((node.isTextual() ? node : node.path("uri")).asText()).replaceFirst("\\?.*$", "");
        }

        /** The text with the values of the template's parameters. */
        String filled(String text) {
            String filled = text;
            for (Map.Entry<String, String> value : parameters.entrySet()) {
                filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
            }
            return filled;
        }

        String name() {
            return file.name();
        }
    }

    RouteFolder(Path folder) throws IOException {
        List<YamlFile> files = files(folder, ".camel.yaml");
        for (YamlFile file : files) {
            for (int i = 0; i < file.tree().size(); i++) {
                read(file, "/" + i, files);
            }
        }
        for (YamlFile kamelet : files(folder.resolve("connectors"), ".kamelet.yaml")) {
            routes.add(new Route(kamelet, "/spec/template/from", Map.of()));
        }
    }

    private void read(YamlFile file, String entry, List<YamlFile> files) {
        JsonNode route = file.tree().at(entry + "/route");
        if (!route.isMissingNode()) {
            routes.add(new Route(file, entry + "/route/from", Map.of()));
        }
        JsonNode template = file.tree().at(entry + "/routeTemplate");
        if (!template.isMissingNode()) {
            String from = entry + "/routeTemplate" + (template.has("from") ? "/from" : "/route/from");
            for (YamlFile user : files) {
                user.tree().forEach(each -> {
                    JsonNode use = each.path("templatedRoute");
                    if (use.path("routeTemplateRef")
                            .asText()
                            .equals(template.path("id").asText())) {
                        routes.add(new Route(file, from, parameters(use)));
                    }
                });
            }
        }
    }

    private static Map<String, String> parameters(JsonNode use) {
        Map<String, String> parameters = new HashMap<>();
        use.path("parameters")
                .forEach(each -> parameters.put(
                        each.path("name").asText(), each.path("value").asText()));
        return parameters;
    }

    private static List<YamlFile> files(Path folder, String ending) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .map(path -> YamlFile.read(folder, path))
                    .toList();
        }
    }

    List<Route> routes() {
        return routes;
    }
}
