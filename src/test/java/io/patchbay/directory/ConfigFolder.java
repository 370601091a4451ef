package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A copy of the shipped configuration that a test may spoil. */
final class ConfigFolder {
    static final Path SHIPPED = Path.of("connectors-config");
    private static final List<String> FILES =
            List.of("queues.yaml", "directory/staff.yaml", "directory/products.yaml", "directory/accounts.yaml");

    private final Path folder;

    ConfigFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("directory"));
        for (String file : FILES) {
            Files.copy(SHIPPED.resolve(file), folder.resolve(file));
        }
    }

    /** Replaces the first occurrence of a text that must be there. */
    ConfigFolder replace(String file, String text, String with) {
        try {
            String before = Files.readString(folder.resolve(file));
            assertThat(before).contains(text);
            int at = before.indexOf(text);
            return write(file, before.substring(0, at) + with + before.substring(at + text.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigFolder write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigFolder delete(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DirectoryFiles load() {
        return DirectoryFiles.load(folder, Clock.systemUTC());
    }

    List<ConfigurationProblem> problems() {
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class, this::load);
        assertThat(refused).as("a refusal").isNotNull();
        return refused.problems();
    }

    /** The line that the text stands on, from one. */
    int lineOf(String file, String text) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(file));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(text)) {
                    return i + 1;
                }
            }
            throw new AssertionError("the text is not in the file");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
