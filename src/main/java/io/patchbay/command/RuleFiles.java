package io.patchbay.command;

import io.patchbay.directory.DirectoryFiles;
import io.patchbay.directory.Staff;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The rule set of a configuration folder against its queues and staff, without a database to keep it in. */
final class RuleFiles {
    private RuleFiles() {}

    static RuleSet load(Path configFolder, DirectoryFiles files) {
        return loader(files).load(configFolder);
    }

    /** What should be looked at in a rule set that can be used. */
    static List<ConfigurationProblem> warnings(Path configFolder, DirectoryFiles files, RuleSet ruleSet) {
        return loader(files).warnings(configFolder, ruleSet);
    }

    private static RuleSetLoader loader(DirectoryFiles files) {
        return new RuleSetLoader(
                files.queues().names(),
                files.staff().members().stream().map(Staff.Member::id).collect(Collectors.toSet()));
    }
}
