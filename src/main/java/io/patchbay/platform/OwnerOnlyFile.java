package io.patchbay.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * A file with a secret: it and its folder are created with modes 0600 and 0700, never opened first and closed later. Where
 * the file system has no such modes, the platform's own defaults hold.
 */
public final class OwnerOnlyFile {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final int STICKY = 01000;

    private final Path file;

    public OwnerOnlyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Writes the file unless there is one, whole or not at all. Its folder is closed to others too.
     *
     * @return whether it was written
     */
    public boolean write(String text) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(folder, attributes(folder.getRoot(), FOLDER));
        if (isPosix(folder) && !FOLDER.containsAll(Files.getPosixFilePermissions(folder)) && !isShared(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
        if (Files.exists(file)) {
            return false;
        }
        Path whole = folder.resolve(file.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(
                    whole,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    attributes(folder, FILE))) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(whole, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** @throws IOException when the file cannot be read, or has more bytes */
    public String read(int most) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("the file has more than " + most + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Whether its mode lets anybody but its owner at it. */
    public boolean isOpenToOthers() throws IOException {
        return isPosix(file.getParent()) && !FILE.containsAll(Files.getPosixFilePermissions(file));
    }

    private static FileAttribute<?>[] attributes(Path at, Set<PosixFilePermission> permissions) throws IOException {
        return isPosix(at)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** A folder like /tmp, where everybody keeps what only they may delete: it is not the hub's to close. */
    private static boolean isShared(Path folder) throws IOException {
        return ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }

    private static boolean isPosix(Path at) throws IOException {
        return Files.getFileStore(at).supportsFileAttributeView("posix");
    }
}
