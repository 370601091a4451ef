package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Nobody but the hub's own account opens the embedded database's folder or files. */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedDatabaseTest {
    @TempDir
    private Path folder;

    private static HikariDataSource pool(Path database, String settings) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:file:" + database + settings);
        pool.setUsername("sa");
        pool.setMaximumPoolSize(1);
        return (HikariDataSource) new EmbeddedDatabase().postProcessBeforeInitialization(pool, "dataSource");
    }

    private static void fill(HikariDataSource pool, String... more) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table said (id int primary key, words clob)");
            statement.execute(
                    "insert into said select x, repeat('words of a customer ', 5000) from system_range(1, 200)");
            for (String each : more) {
                statement.execute(each);
            }
        }
    }

    /** The mode of everything below the folder, by its path relative to that. */
    private static Map<String, String> modes(Path folder) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path each : found.filter(path -> !path.equals(folder)).toList()) {
                modes.put(
                        folder.relativize(each).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
        }
        return modes;
    }

    @Test
    void databaseTraceAndLockFiles_are0600InFolders0700() throws Exception {
        Path database = folder.resolve("data/hub/patchbay");
        try (HikariDataSource pool = pool(database, ";AUTO_SERVER=TRUE;TRACE_LEVEL_FILE=2;WRITE_DELAY=0")) {
            fill(pool);

            assertThat(modes(folder))
                    .containsEntry("data", "rwx------")
                    .containsEntry("data/hub", "rwx------")
                    .containsEntry("data/hub/patchbay.mv.db", "rw-------")
                    .containsEntry("data/hub/patchbay.trace.db", "rw-------")
                    .containsEntry("data/hub/patchbay.lock.db", "rw-------")
                    .hasSize(5);
        }
    }

    @Test
    void fileThatReplacesTheDatabaseWhenItIsCompacted_is0600() throws Exception {
        Path database = folder.resolve("data/patchbay");
        try (HikariDataSource pool = pool(database, ";DEFRAG_ALWAYS=TRUE")) {
            fill(pool, "delete from said where id > 5");
        }
        assertThat(modes(folder))
                .containsOnly(Map.entry("data", "rwx------"), Map.entry("data/patchbay.mv.db", "rw-------"));
    }

    @Test
    void filesAndFolderThatWereLeftOpen_areClosedBeforeTheDatabaseIsOpened() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (HikariDataSource open = new HikariDataSource()) {
            open.setJdbcUrl("jdbc:h2:file:" + data.resolve("patchbay"));
            open.setUsername("sa");
            fill(open);
        }
        Files.createFile(data.resolve("patchbay.trace.db"));
        Files.setPosixFilePermissions(data.resolve("patchbay.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(data.resolve("patchbay.trace.db"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (HikariDataSource pool = pool(data.resolve("patchbay"), "")) {
            assertThat(modes(folder))
                    .containsOnly(
                            Map.entry("data", "rwx------"),
                            Map.entry("data/patchbay.mv.db", "rw-------"),
                            Map.entry("data/patchbay.trace.db", "rw-------"));
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeQuery("select count(*) from said").next())
                        .isTrue();
            }
        }
    }

    @Test
    void folderThatOthersUseToo_staysAsItIs_andIsNamedInTheLog(CapturedOutput log) throws Exception {
        Path data = Files.createDirectory(folder.resolve("shared"));
        Files.createFile(data.resolve("of-somebody-else"));
        Files.setPosixFilePermissions(data.resolve("of-somebody-else"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (HikariDataSource pool = pool(data.resolve("patchbay"), "")) {
            fill(pool);
        }
        assertThat(modes(folder))
                .containsEntry("shared", "rwxr-xr-x")
                .containsEntry("shared/of-somebody-else", "rw-r--r--")
                .containsEntry("shared/patchbay.mv.db", "rw-------");
        assertThat(log.getAll()).contains("folder open to other accounts folder=" + data + " mode=rwxr-xr-x");
    }

    @Test
    void fileSystemWithoutPosixPermissions_isUsedWithoutAWord(CapturedOutput log) throws Exception {
        URI zip = URI.create("jar:" + folder.resolve("other.zip").toUri());
        try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThat(other.supportedFileAttributeViews()).doesNotContain("posix");
            Path data = PrivateFiles.directory(other.getPath("data", "hub"));
            PrivateFiles.directory(data);
            PrivateFiles.ensure(PrivateFiles.create(data.resolve("token")));

            assertThat(data.resolve("token")).exists();
            assertThatThrownBy(() -> PrivateFiles.create(data.resolve("token")))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(log.getAll()).doesNotContain("open to other accounts");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./data/patchbay;WRITE_DELAY=0, jdbc:h2:private:./data/patchbay;WRITE_DELAY=0;TRACE_LEVEL_FILE=0",
        "jdbc:h2:~/patchbay, jdbc:h2:private:~/patchbay;TRACE_LEVEL_FILE=0",
        "jdbc:h2:file:C:/data/patchbay, jdbc:h2:private:C:/data/patchbay;TRACE_LEVEL_FILE=0",
        "jdbc:h2:mem:a;DB_CLOSE_DELAY=-1, jdbc:h2:mem:a;DB_CLOSE_DELAY=-1",
        "jdbc:h2:tcp://localhost/./a, jdbc:h2:tcp://localhost/./a",
        "jdbc:h2:private:/data/a, jdbc:h2:private:/data/a",
        "jdbc:postgresql://localhost/patchbay, jdbc:postgresql://localhost/patchbay"
    })
    void onlyADatabaseOnThisDisk_getsAnotherUrl(String url, String opened) {
        assertThat(EmbeddedDatabase.privateUrl(url)).isEqualTo(opened);
    }
}
