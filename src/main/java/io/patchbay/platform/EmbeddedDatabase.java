package io.patchbay.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.disk.FilePathDisk;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * The embedded H2 keeps what customers said in files that only the hub's account can open: its folder is made 0700 before
 * it is opened, and each of its files is created 0600.
 */
@Component
public final class EmbeddedDatabase implements BeanPostProcessor {
    /** A database on this disk: not in memory, not a server, not in a file system of H2's own. */
    private static final Pattern ON_DISK =
            Pattern.compile("jdbc:h2:(?:file:)?(?<path>(?![a-z]{2,}:)[^;]+)(?<settings>;.*)?", Pattern.DOTALL);

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
            file(pool.getJdbcUrl()).ifPresent(EmbeddedDatabase::prepare);
            pool.setJdbcUrl(privateUrl(pool.getJdbcUrl()));
        }
        return bean;
    }

    /** The URL by which the same database is opened with private files; any other database's URL as it is. */
    public static String privateUrl(String url) {
        Matcher onDisk = ON_DISK.matcher(url);
        if (!onDisk.matches()) {
            return url;
        }
        FilePath.register(new PrivateFilePath());
        String settings = onDisk.group("settings") == null ? "" : onDisk.group("settings");
        // H2's own trace repeats values, and with them what customers said.
        String untraced = settings.toUpperCase(Locale.ROOT).contains("TRACE_LEVEL_FILE") ? "" : ";TRACE_LEVEL_FILE=0";
        return "jdbc:h2:" + PrivateFilePath.SCHEME + ":" + onDisk.group("path") + settings + untraced;
    }

    /** The path that the URL names, without the endings of the files. */
    private static Optional<Path> file(String url) {
        Matcher onDisk = ON_DISK.matcher(url);
        return onDisk.matches()
                ? Optional.of(Path.of(FilePathDisk.expandUserHomeDirectory(onDisk.group("path")))
                        .toAbsolutePath())
                : Optional.empty();
    }

    /** Files that an earlier version left open come first, so that they do not make the folder look shared. */
    private static void prepare(Path database) {
        try {
            if (Files.isDirectory(database.getParent())) {
                for (Path file : files(database)) {
                    PrivateFiles.ensure(file);
                }
            }
            PrivateFiles.directory(database.getParent());
        } catch (FileSystemException e) {
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    database.getParent().toString(),
                    0,
                    0,
                    "the folder of the embedded database cannot be used: "
                            + e.getClass().getSimpleName(),
                    "let PATCHBAY_DATA_DIR name a folder that the hub's account may create and write")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path database) throws IOException {
        String prefix = database.getFileName() + ".";
        try (Stream<Path> files = Files.list(database.getParent())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix)
                                && name.toLowerCase(Locale.ROOT).contains(".db");
                    })
                    .toList();
        }
    }
}
