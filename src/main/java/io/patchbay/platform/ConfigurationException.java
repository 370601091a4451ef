package io.patchbay.platform;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Lists every problem found, not only the first. */
public final class ConfigurationException extends RuntimeException {
    private final transient List<ConfigurationProblem> problems;

    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
