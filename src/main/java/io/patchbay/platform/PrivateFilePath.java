package io.patchbay.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.h2.store.fs.FilePathWrapper;

/**
 * The disk as a file system of H2 whose files are private: H2 by itself leaves the mode of its database, trace, lock and
 * temporary files to the umask. A database uses it when {@code private:} stands before the path in its URL. Public because
 * H2 makes its paths by reflection.
 */
public final class PrivateFilePath extends FilePathWrapper {
    static final String SCHEME = "private";

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (!mode.equals("r")) {
            PrivateFiles.ensure(path());
        }
        return super.open(mode);
    }

    @Override
    public OutputStream newOutputStream(boolean append) throws IOException {
        PrivateFiles.ensure(path());
        return super.newOutputStream(append);
    }

    @Override
    public boolean createFile() {
        try {
            PrivateFiles.create(path());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void createDirectory() {
        try {
            PrivateFiles.directory(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path() {
        return Path.of(getBase().toString());
    }
}
