package io.patchbay.command;

import io.patchbay.directory.DirectoryFiles;
import io.patchbay.directory.Staff;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetLoader;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The rule set of a configuration folder against its queues and staff, without a database to keep it in. */
final class RuleFiles {
    private RuleFiles() {}

    static RuleSet load(Path configFolder, DirectoryFiles files) {
        return new RuleSetLoader(
                        files.queues().names(),
                        files.staff().members().stream().map(Staff.Member::id).collect(Collectors.toSet()))
                .load(configFolder);
    }
}
