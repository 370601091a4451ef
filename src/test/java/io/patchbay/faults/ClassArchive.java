package io.patchbay.faults;

import io.patchbay.timing.TimeLimit;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;

/**
 * The hub's classes as the JVM keeps them for the next start (JEP 350): the same hub is ready a third sooner, which leaves a
 * small machine time for more kills. A hub that ends in an orderly way writes the archive.
 */
final class ClassArchive {
    private final String classPath;
    private final Path file;

    private ClassArchive(String classPath, Path file) {
        this.classPath = classPath;
        this.file = file;
    }

    /**
     * @param hub is started and ended; to be set up as those that will use the archive, JVM options included
     * @param work what it does in between, so that the classes for that are in the archive too
     */
    static ClassArchive written(ChildHub hub, Consumer<ChildHub> work) throws IOException {
        Path folder = hub.log().resolveSibling("classes").toAbsolutePath();
        Files.createDirectories(folder);
        ClassArchive archive = new ClassArchive(jars(folder), folder.resolve("hub.jsa"));
        Files.deleteIfExists(archive.file);
        try (hub) {
            hub.classPath(archive.classPath)
                    .jvm("-XX:ArchiveClassesAtExit=" + archive.file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                    .start()
                    .awaitReady(TimeLimit.ofMinutes(2));
            work.accept(hub);
            hub.terminate(TimeLimit.ofMinutes(2));
        }
        if (!Files.exists(archive.file)) {
            throw new IllegalStateException("the hub left no archive of its classes; its log: " + hub.log());
        }
        return archive;
    }

    /** Starts that hub from the archive. A JVM that cannot use it ends at once. */
    ChildHub use(ChildHub hub) {
        return hub.classPath(classPath).jvm("-XX:SharedArchiveFile=" + file, "-Xshare:on");
    }

    /** An archive knows jars only, no folders. */
    private static String jars(Path folder) {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Files.isDirectory(Path.of(entry))) {
                path.add(entry);
            } else if (!entry.endsWith("test-classes")) {
                path.add(jar(Path.of(entry), folder.resolve(path.size() + ".jar")));
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static String jar(Path classes, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        int code =
                tool.run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (code != 0) {
            throw new UncheckedIOException(new IOException("jar ended with " + code + " for " + classes));
        }
        return jar.toString();
    }
}
