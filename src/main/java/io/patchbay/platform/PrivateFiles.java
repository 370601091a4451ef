package io.patchbay.platform;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders and files that only the hub's own account can open: 0700 and 0600 from the moment they exist, whatever the umask.
 * On a file system without POSIX permissions they are ordinary ones.
 */
public final class PrivateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /**
     * Creates the folder, and the parents that are missing, with mode 0700. An existing folder gets that mode too, unless it
     * holds something that others can open: then it is shared, stays as it is, and one line of log says so.
     *
     * @return the folder
     */
    public static Path directory(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Files.createDirectories(folder, attributes(folder, FOLDER));
        }
        if (isPosix(folder) && isOpen(folder) && (isShared(folder) || !restrict(folder, FOLDER))) {
            LOG.warn(
                    "folder open to other accounts folder={} mode={} fix=\"chmod 700, or name a folder of the hub's own\"",
                    folder,
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
        return folder;
    }

    /**
     * Creates an empty file with mode 0600.
     *
     * @return the file
     * @throws FileAlreadyExistsException when there is one
     */
    public static Path create(Path file) throws IOException {
        return Files.createFile(file, attributes(file, FILE));
    }

    /** Creates the file with mode 0600 when it is missing, and takes the permissions of others from one that is there. */
    static void ensure(Path file) throws IOException {
        try {
            create(file);
        } catch (FileAlreadyExistsException e) {
            if (isPosix(file) && isOpen(file) && !restrict(file, FILE)) {
                LOG.warn("file open to other accounts file={} fix=\"chmod 600\"", file);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean isOpen(Path path) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        others.removeAll(FOLDER);
        return !others.isEmpty();
    }

    /** A folder like {@code /tmp} or a home: what is in it belongs to more than the hub. */
    private static boolean isShared(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.toList();
        }
        for (Path entry : entries) {
            if (Files.isSymbolicLink(entry) || isOpen(entry)) {
                return true;
            }
        }
        return false;
    }

    /** False where the account may not, as with a folder that another one owns. */
    private static boolean restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, permissions);
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }
}
