package io.patchbay.rules;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the folder {@code rules}, and which schema each has to keep. */
final class RuleFolder {

    /** What a file holds, by its name. */
    enum Kind {
        LEXICON("lexicon"),
        EXAMPLES("examples"),
        TESTS("rule-tests"),
        RULES("rules");

        private final String schema;

        Kind(String schema) {
            this.schema = schema;
        }

        static Kind of(Path file) {
            String name = file.getFileName().toString();
            if (name.startsWith("lexicon")) {
                return LEXICON;
            }
            if (name.startsWith("examples")) {
                return EXAMPLES;
            }
            return name.startsWith("tests") ? TESTS : RULES;
        }

        String schema() {
            return "/schema/" + schema + ".schema.json";
        }
    }

    private RuleFolder() {}

    /** The files by name. One that looks like YAML and would not be read is a problem, not a surprise. */
    static List<Path> files(Path folder, List<ConfigurationProblem> problems) {
        try (Stream<Path> entries = Files.list(folder.resolve("rules"))) {
            List<Path> files = entries.sorted().toList();
            files.stream()
                    .filter(file -> file.toString().endsWith(".yml"))
                    .forEach(file -> problems.add(new ConfigurationProblem(
                            folder.relativize(file).toString(), 0, 0, "the file is not read", "name it .yaml")));
            List<Path> yaml = files.stream()
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .toList();
            if (yaml.stream().noneMatch(file -> Kind.of(file) == Kind.RULES)) {
                problems.add(new ConfigurationProblem("rules", 0, 0, "no rules", "add a file like routing.yaml"));
            }
            return yaml;
        } catch (IOException e) {
            problems.add(new ConfigurationProblem("rules", 0, 0, "the folder cannot be read", "create it"));
            return List.of();
        }
    }

    /** The file, or empty with its problems added. */
    static Optional<YamlFile> read(Path folder, Path file, Kind kind, List<ConfigurationProblem> problems) {
        try {
            return Optional.of(YamlFile.read(folder, file, kind.schema()));
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
