package io.patchbay.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Checks the route files before Camel reads them, which would not name the fix: each is YAML, and every step is one that
 * Camel has.
 */
@Configuration(proxyBeanMethods = false)
class RouteFileCheck {
    /** Camel's own description of its YAML, from the library that reads it. */
    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private static final String STEPS = "/items/definitions/org.apache.camel.model.ProcessorDefinition/properties";

    @Bean
    InitializingBean everyRouteCanBeRead(@Value("${patchbay.routes-dir}") Path folder) {
        return () -> {
            List<ConfigurationProblem> problems = new ArrayList<>();
            TreeSet<String> known = steps();
            List<Path> routes = files(folder, ".camel.yaml");
            if (routes.isEmpty()) {
                problems.add(new ConfigurationProblem(
                        folder.toString(), 0, 0, "there are no routes", "point PATCHBAY_ROUTES_DIR at the folder"));
            }
            Stream.concat(routes.stream(), files(folder.resolve("connectors"), ".kamelet.yaml").stream())
                    .forEach(file -> problems.addAll(problemsOf(folder, file, known)));
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
        };
    }

    private static List<ConfigurationProblem> problemsOf(Path folder, Path file, TreeSet<String> known) {
        try {
            YamlFile yaml = YamlFile.read(folder, file);
            List<ConfigurationProblem> problems = new ArrayList<>();
            checkNode(yaml, yaml.tree(), "", known, problems);
            return problems;
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    private static void checkNode(
            YamlFile yaml, JsonNode node, String pointer, TreeSet<String> known, List<ConfigurationProblem> problems) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (pointer.endsWith("/steps")) {
                    checkStep(yaml, node.get(i), pointer + "/" + i, known, problems);
                }
                checkNode(yaml, node.get(i), pointer + "/" + i, known, problems);
            }
        }
        node.properties()
                .forEach(
                        member -> checkNode(yaml, member.getValue(), pointer + "/" + member.getKey(), known, problems));
    }

    private static void checkStep(
            YamlFile yaml, JsonNode step, String pointer, TreeSet<String> known, List<ConfigurationProblem> problems) {
        if (step.isTextual() && known.contains(step.textValue())) {
            return;
        }
        if (!step.isObject() || step.size() != 1) {
            problems.add(yaml.at(pointer, "a step has one name", "write one step, indented below its dash"));
            return;
        }
        String name = step.fieldNames().next();
        if (!known.contains(name)) {
            problems.add(
                    yaml.at(pointer + "/" + name, "Camel has no step '" + name + "'", NearestName.fix(name, known)));
        }
    }

    private static TreeSet<String> steps() throws IOException {
        try (InputStream schema = RouteFileCheck.class.getResourceAsStream(SCHEMA)) {
            TreeSet<String> names = new TreeSet<>();
            Json.mapper().readTree(schema).at(STEPS).fieldNames().forEachRemaining(names::add);
            return names;
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
