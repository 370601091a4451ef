package io.patchbay.intake.source;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.NearestName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All sources of the configuration folder. */
public final class Sources {
    private final Map<String, SourceConfig> enabled;
    private final SortedSet<String> switchedOff;

    /**
     * Where the outcome of the cases of one source goes.
     *
     * @param plainHttp whether it may go to another machine without TLS
     * @param secrets the source's own; the hub signs with the current one
     */
    public record WriteBack(String source, URI url, boolean plainHttp, Secrets secrets) {
        @Override
        public String toString() {
            return "WriteBack[" + source + "]";
        }
    }

    private Sources(Map<String, SourceConfig> enabled, SortedSet<String> switchedOff) {
        this.enabled = Collections.unmodifiableMap(enabled);
        this.switchedOff = Collections.unmodifiableSortedSet(switchedOff);
    }

    /**
     * Reads {@code sources/*.yaml} below that folder.
     *
     * @throws ConfigurationException with the problems of all files: what is not understood, and each source that is
     *     enabled without its secret
     */
    public static Sources load(Path configFolder, EnvironmentReferences environment) {
        Map<String, SourceConfig> enabled = new TreeMap<>();
        SortedSet<String> switchedOff = new TreeSet<>();
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (Path path : files(configFolder.resolve("sources"))) {
            try {
                SourceFile file = SourceFile.read(configFolder, path, environment, SourceFile.Use.SERVE);
                file.source()
                        .ifPresentOrElse(
                                source -> enabled.put(source.name(), source), () -> switchedOff.add(file.name()));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Sources(enabled, switchedOff);
    }

    /**
     * Reads one source to try it, whether it is switched on or not: with the secrets that the environment has, and
     * without a complaint about those it has not.
     *
     * @throws ConfigurationException when there is no file of that name, or its mapping cannot be understood
     */
    public static SourceConfig readToTry(Path configFolder, String name, EnvironmentReferences environment) {
        List<Path> files = files(configFolder.resolve("sources"));
        Path wanted = Path.of(name + ".yaml");
        Path file = files.stream()
                .filter(candidate -> candidate.getFileName().equals(wanted))
                .findFirst()
                .orElseThrow(() -> noSource(name, files));
        return SourceFile.read(configFolder, file, environment, SourceFile.Use.TRY)
                .source()
                .orElseThrow();
    }

    private static ConfigurationException noSource(String name, List<Path> files) {
        List<String> names = files.stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.ya?ml$", ""))
                .toList();
        return new ConfigurationException(List.of(new ConfigurationProblem(
                "sources",
                0,
                0,
                "there is no source '" + name + "'",
                names.isEmpty() ? "create it" : NearestName.fix(name, names))));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    "sources", 0, 0, "the folder cannot be read", "create it, with one file for each source")));
        }
    }

    /** The source of that name, or empty when there is none or it is switched off. */
    public Optional<SourceConfig> find(String name) {
        return Optional.ofNullable(enabled.get(name));
    }

    /** The sources that are switched on, by name. */
    public Collection<SourceConfig> enabled() {
        return enabled.values();
    }

    /** The names of sources that have a file but are switched off, or wait for their secret. */
    public SortedSet<String> switchedOff() {
        return switchedOff;
    }

    /** Where to write back, by source; a source without an address is not in it. */
    public Map<String, WriteBack> writeBackTargets() {
        Map<String, WriteBack> targets = new TreeMap<>();
        enabled.values().forEach(source -> source.writeBack()
                .ifPresent(url -> targets.put(
                        source.name(), new WriteBack(source.name(), url, source.plainHttp(), source.secrets()))));
        return targets;
    }
}
