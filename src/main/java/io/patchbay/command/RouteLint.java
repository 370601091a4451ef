package io.patchbay.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.NearestName;
import io.patchbay.platform.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether everything that the routes and Kamelets name is there: beans and their methods, {@code direct:}, {@code seda:}
 * and {@code kamelet:} end points, route templates and route configurations. It reads the files only; what Camel itself
 * understands of them shows at start.
 */
final class RouteLint {
    private final Path folder;
    private final BeanCalls calls;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final List<RouteFile> files = new ArrayList<>();

    RouteLint(Path folder, Map<String, Class<?>> beans) {
        this.folder = folder;
        this.calls = new BeanCalls(beans);
        read(folder, ".camel.yaml");
        Set<String> kamelets = new TreeSet<>();
        for (RouteFile kamelet : read(folder.resolve("connectors"), ".kamelet.yaml")) {
            kamelets.add("kamelet:" + name(kamelet));
        }
        Set<String> offered = new TreeSet<>(kamelets);
        offered.add("kamelet:source");
        offered.add("kamelet:sink");
        files.forEach(file -> file.consumers().forEach(end -> offered.addAll(names(file, end))));
        files.forEach(file -> check(file, offered));
    }

    /** Every problem found, file by file. */
    List<ConfigurationProblem> problems() {
        return problems;
    }

    /** What was read, file by file. */
    List<RouteFile> files() {
        return files;
    }

    /** How many files were read. */
    int size() {
        return files.size();
    }

    private List<RouteFile> read(Path from, String ending) {
        List<RouteFile> read = new ArrayList<>();
        for (Path path : list(from, ending)) {
            String name = folder.getFileName() + "/" + folder.relativize(path);
            try {
                read.add(new RouteFile(YamlFile.parse(name, Files.readString(path))));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            } catch (IOException e) {
                problems.add(new ConfigurationProblem(name, 0, 0, "the file cannot be read as UTF-8 text", "mend it"));
            }
        }
        files.addAll(read);
        return read;
    }

    private List<Path> list(Path from, String ending) {
        try (Stream<Path> paths = Files.list(from)) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(new ConfigurationProblem(
                    from.toString(),
                    0,
                    0,
                    "the folder cannot be read",
                    "set PATCHBAY_ROUTES_DIR to where the routes are"));
            return List.of();
        }
    }

    /** The Kamelet's name; Camel finds it by the name of its file. */
    private String name(RouteFile kamelet) {
        String path = kamelet.yaml().name();
        String byFile = path.substring(path.lastIndexOf('/') + 1).replace(".kamelet.yaml", "");
        String written = kamelet.yaml().tree().at("/metadata/name").asText();
        if (!written.equals(byFile)) {
            problems.add(kamelet.yaml()
                    .at(
                            "/metadata/name",
                            "the Kamelet is called '" + written + "' but its file '" + byFile + "'",
                            "write name: " + byFile));
        }
        return byFile;
    }

    private void check(RouteFile file, Set<String> offered) {
        for (RouteFile.Call call : file.calls()) {
            calls.problem(call)
                    .ifPresent(
                            problem -> problems.add(file.yaml().at(call.pointer(), problem.message(), problem.fix())));
        }
        for (RouteFile.Named target : file.targets()) {
            names(file, target).stream()
                    .filter(RouteLint::ours)
                    .filter(name -> !offered.contains(name))
                    .forEach(name -> unknown(file, target.pointer(), "nothing takes what is sent to", name, offered));
        }
        Set<String> configurations = all("routeConfiguration");
        file.errorConfigurations().stream()
                .filter(named -> !configurations.contains(named.name()))
                .forEach(named -> unknown(
                        file, named.pointer(), "there is no route configuration", named.name(), configurations));
        Set<String> templates = all("routeTemplate");
        file.templates().stream()
                .filter(named -> !templates.contains(named.name()))
                .forEach(
                        named -> unknown(file, named.pointer(), "there is no route template", named.name(), templates));
    }

    private void unknown(RouteFile file, String pointer, String message, String name, Collection<String> known) {
        String fix = known.isEmpty() ? "create it" : NearestName.fix(name, known);
        problems.add(file.yaml().at(pointer, message + " '" + name + "'", fix));
    }

    private static boolean ours(String name) {
        return name.startsWith("direct:") || name.startsWith("seda:") || name.startsWith("kamelet:");
    }

    private Set<String> all(String block) {
        Set<String> ids = new HashSet<>();
        files.forEach(file -> ids.addAll(file.ids(block)));
        return ids;
    }

    /** The end point's name without its options, once for each use of the template that it stands in, in whichever file. */
    private Set<String> names(RouteFile file, RouteFile.Named end) {
        String name = end.name().replaceFirst("\\?.*$", "");
        if (!name.contains("{{")) {
            return Set.of(name);
        }
        String template = file.templateAround(end.pointer());
        Set<String> names = new TreeSet<>();
        for (RouteFile user : files) {
            user.templates().stream()
                    .filter(use -> use.name().equals(template))
                    .forEach(use -> names.add(filled(name, user.yaml().tree().at(use.pointer()))));
        }
        names.removeIf(filled -> filled.contains("{{"));
        return names;
    }

    private static String filled(String name, JsonNode templatedRoute) {
        Map<String, String> values = new HashMap<>();
        templatedRoute
                .path("parameters")
                .forEach(parameter -> values.put(
                        parameter.path("name").asText(), parameter.path("value").asText()));
        String filled = name;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return filled;
    }
}
