package io.patchbay.faults;

import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The hub's classes as the JVM keeps them for the next start (JEP 350): the same hub is ready a third sooner, which leaves a
 * small machine time for more kills. A hub that ends in an orderly way writes the archive.
 */
final class ClassArchive {
    private final String classPath;
    private final Path file;

    private ClassArchive(Path folder) throws IOException {
        Files.createDirectories(folder);
        this.classPath = jars(folder);
        this.file = folder.resolve("hub.jsa");
    }

    /** The one archive of all test JVMs of this build: the first that asks writes it, and the others wait for it. */
    static synchronized ClassArchive ofThisBuild() throws IOException {
        Path folder = Path.of("target", "hubs", "classes-" + build()).toAbsolutePath();
        Files.createDirectories(folder);
        // Closing the channel releases the lock.
        try (FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            ClassArchive archive = new ClassArchive(folder);
            if (!Files.exists(archive.file)) {
                try (ProviderSimulator providers = ProviderSimulator.start();
                        HubDatabase database = HubDatabase.of("h2")) {
                    archive.write(
                            database.connect(ChildHub.named("classes").providers(providers))
                                    .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                            hub -> {});
                }
            }
            return archive;
        }
    }

    /**
     * @param hub is started and ended; to be set up as those that will use the archive, JVM options included
     * @param work what it does in between, so that the classes for that are in the archive too
     */
    static ClassArchive written(ChildHub hub, Consumer<ChildHub> work) throws IOException {
        ClassArchive archive =
                new ClassArchive(hub.log().resolveSibling("classes-" + build()).toAbsolutePath());
        archive.write(hub, work);
        return archive;
    }

    private void write(ChildHub hub, Consumer<ChildHub> work) throws IOException {
        Path unfinished = file.resolveSibling("unfinished.jsa");
        Files.deleteIfExists(unfinished);
        try (hub) {
            hub.classPath(classPath)
                    .jvm("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                    .start()
                    .awaitReady(TimeLimit.ofMinutes(2));
            work.accept(hub);
            hub.terminate(TimeLimit.ofMinutes(2));
        }
        if (!Files.exists(unfinished)) {
            throw new IllegalStateException("the hub left no archive of its classes; its log: " + hub.log());
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Starts that hub from the archive. A JVM that cannot use it ends at once. */
    ChildHub use(ChildHub hub) {
        return hub.classPath(classPath).jvm("-XX:SharedArchiveFile=" + file, "-Xshare:on");
    }

    /** What the archive was made of: another class path, JVM or compilation is another build. */
    private static String build() throws IOException {
        try (Stream<Path> classes = Files.walk(Path.of("target", "classes"))) {
            long newest = classes.mapToLong(path -> path.toFile().lastModified())
                    .max()
                    .orElse(0);
            return Integer.toHexString(Objects.hash(newest, System.getProperty("java.class.path"), Runtime.version()));
        }
    }

    /** An archive knows jars only, no folders. */
    private static String jars(Path folder) {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Files.isDirectory(Path.of(entry))) {
                path.add(entry);
            } else if (!entry.endsWith("test-classes")) {
                Path jar = folder.resolve(path.size() + ".jar");
                path.add(Files.exists(jar) ? jar.toString() : jar(Path.of(entry), jar));
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
