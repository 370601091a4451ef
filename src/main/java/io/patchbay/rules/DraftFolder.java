package io.patchbay.rules;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Files that somebody sent, as a configuration folder that lives as long as it is read. */
final class DraftFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,60}\\.yaml");
    private static final int MOST_FILES = 50;
    private static final int MOST_CHARS = 250_000;

    private final Path folder;

    private DraftFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws ConfigurationException when a name or a size is not allowed */
    static DraftFolder of(Map<String, String> files) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        files.forEach((name, content) -> {
            if (!NAME.matcher(name).matches()) {
                problems.add(new ConfigurationProblem(
                        "rules", 0, 0, "a file has a name that is not allowed", "name it like routing.yaml"));
            }
        });
        if (files.values().stream().mapToInt(String::length).sum() > MOST_CHARS) {
            problems.add(new ConfigurationProblem(
                    "rules", 0, 0, "the files have more than " + MOST_CHARS + " characters", "shorten them"));
        }
        if (files.size() > MOST_FILES) {
            problems.add(new ConfigurationProblem("rules", 0, 0, "more than " + MOST_FILES + " files", "send fewer"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return written(files);
    }

    private static DraftFolder written(Map<String, String> files) {
        try {
            DraftFolder draft = new DraftFolder(Files.createTempDirectory("patchbay-draft-"));
            Path rules = Files.createDirectory(draft.folder.resolve("rules"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(rules.resolve(file.getKey()), file.getValue());
            }
            return draft;
        } catch (IOException e) {
            throw new UncheckedIOException("a draft cannot be written to the temporary folder", e);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            Path rules = folder.resolve("rules");
            try (var files = Files.list(rules)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(rules);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("a draft cannot be removed from the temporary folder", e);
        }
    }
}
