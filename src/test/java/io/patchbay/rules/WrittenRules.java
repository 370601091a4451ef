package io.patchbay.rules;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A folder of rules that a test writes, and what the loader says of it. */
abstract class WrittenRules {
    static final String LEXICON = "topics:\n  security:\n    en: [hacked]\n";

    @TempDir
    private Path folder;

    void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules").resolve(name), text);
    }

    RuleSet load() {
        return ShippedRules.loader().load(folder);
    }

    List<ConfigurationProblem> problems() {
        return catchThrowableOfType(ConfigurationException.class, this::load).problems();
    }

    static String routing(String id, String when) {
        return "  - {id: %s, description: d, owner: security-desk, queue: support, when: \"%s\"}\n".formatted(id, when);
    }

    static String severity(String when) {
        return "severity:\n  - {id: s, description: d, owner: security-desk, level: 2, page: true, when: \"%s\"}\n"
                .formatted(when);
    }
}
