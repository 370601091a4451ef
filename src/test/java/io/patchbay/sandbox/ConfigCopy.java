package io.patchbay.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A copy of the shipped configuration in which a test changes a few words. */
public final class ConfigCopy {
    private final Path folder;

    public ConfigCopy(Path folder) {
        this.folder = folder;
        try {
            FileSystemUtils.copyRecursively(Path.of("connectors-config"), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the first occurrence of a text that must stand in the file. */
    public ConfigCopy replace(String file, String text, String with) {
        try {
            String before = Files.readString(folder.resolve(file));
            int at = before.indexOf(text);
            if (at < 0) {
                throw new IllegalStateException(file + " does not hold: " + text);
            }
            Files.writeString(
                    folder.resolve(file), before.substring(0, at) + with + before.substring(at + text.length()));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment variable's value that points a hub here. */
    public String path() {
        return folder.toAbsolutePath().toString();
    }
}
