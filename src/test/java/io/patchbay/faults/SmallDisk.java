package io.patchbay.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A file system in memory of a few megabytes, to be filled: as a tablespace of a {@link TestPostgres}, or as a folder of
 * logs. Mounting needs root; where that is missing there is none.
 */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** A disk of that size, or empty where this machine does not allow one. */
    public static Optional<SmallDisk> ofMegabytes(int size) throws IOException {
        Path folder = Files.createTempDirectory("patchbay-disk");
        int exit = ChildProcess.run(
                List.of("sh", "-c", "mount -t tmpfs -o size=" + size + "m,mode=700 patchbay " + folder));
        if (exit != 0) {
            Files.delete(folder);
            return Optional.empty();
        }
        return Optional.of(new SmallDisk(folder));
    }

    public Path folder() {
        return folder;
    }

    /** A new database with its tables on this disk; the server's log of changes stays elsewhere. Its JDBC URL. */
    public String newDatabase(TestPostgres postgres) throws IOException {
        String name = "small_" + UUID.randomUUID().toString().replace("-", "");
        Path space = Files.createDirectory(folder.resolve(name));
        postgres.admin().execute("create tablespace " + name + " location '" + space + "'");
        postgres.admin().execute("create database " + name + " tablespace " + name);
        return postgres.url(name);
    }

    /** Takes whatever space is left. */
    public void fill() throws IOException {
        byte[] block = new byte[4_096];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(folder).getUsableSpace() > block.length) {
                throw e;
            }
        }
    }

    /** Gives the space back that {@link #fill()} took. */
    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() throws IOException {
        if (ChildProcess.run(List.of("umount", "-l", folder.toString())) == 0) {
            Files.delete(folder);
        }
    }
}
