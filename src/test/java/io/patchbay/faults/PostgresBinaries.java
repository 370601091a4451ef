package io.patchbay.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The PostgreSQL programs that the storage tests run on, unpacked by the library that brings them. */
final class PostgresBinaries {
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "patchbay-postgres");

    private final Path bin;

    private PostgresBinaries(Path bin) {
        this.bin = bin;
    }

    /** Unpacks the binaries unless they are there; one JVM at a time, for tests run in several. */
    @SuppressWarnings("try")
    static synchronized PostgresBinaries unpacked() throws IOException {
        Files.createDirectories(FOLDER);
        try (FileChannel door =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = door.lock()) {
            Optional<Path> found = find();
            if (found.isEmpty()) {
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(FOLDER.toFile())
                        .start()
                        .close();
                found = find();
            }
            return new PostgresBinaries(found.orElseThrow());
        }
    }

    private static Optional<Path> find() throws IOException {
        try (Stream<Path> versions = Files.list(FOLDER)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                    .findFirst();
        }
    }

    /** The command line of one of the programs. PostgreSQL refuses root, so root runs it in a user namespace. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
