package io.patchbay.faults;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL server of its own, there to be broken: stopped, started, hung, its backends ended, its disk filled. It
 * listens on loopback only, keeps its files in the temporary folder and leaves none there. The user is {@code postgres},
 * without a password.
 */
public final class TestPostgres implements AutoCloseable {
    private static final List<String> DURABLE =
            List.of("fsync=on", "synchronous_commit=on", "shared_buffers=256MB", "max_wal_size=2GB");
    private static final List<String> BULK = List.of(
            "wal_level=minimal",
            "max_wal_senders=0",
            "maintenance_work_mem=512MB",
            "checkpoint_timeout=30min",
            "shared_buffers=3GB");
    private static final List<String> FAST = List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private final PostgresBinaries binaries;
    private final List<String> settings;
    private final Path folder;
    private final Path data;
    private final boolean kept;
    private final int port;
    private ChildProcess server;

    private TestPostgres(List<String> settings) throws IOException {
        this(settings, Files.createTempDirectory("patchbay-cluster"), false);
    }

    /** @param kept whether the folder and what is in it outlives the server, to be used again */
    private TestPostgres(List<String> settings, Path folder, boolean kept) throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.kept = kept;
        binaries = PostgresBinaries.unpacked();
        data = folder.resolve("data");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        if (Files.exists(data)) {
            return;
        }
        List<String> initdb = binaries.command(
                "initdb",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF-8",
                "--no-locale",
                "--no-sync",
                "-D",
                data.toString());
        if (ChildProcess.run(initdb) != 0) {
            throw new IOException("initdb failed: " + String.join(" ", initdb));
        }
    }

    /** A started server with an empty cluster: what it committed survives that it is killed (fsync on). */
    public static TestPostgres create() throws IOException {
        return started(DURABLE);
    }

    /** A started server with an empty cluster that writes nothing through: for tests of what SQL does. */
    public static TestPostgres createFast() throws IOException {
        return started(FAST);
    }

    /**
     * A started server whose commits survive a kill, for loading many rows first: what is written into a table that the same
     * transaction has emptied is not logged besides. What is in the folder stays there.
     */
    static TestPostgres createForBulk(Path folder) throws IOException {
        Files.createDirectories(folder);
        TestPostgres postgres =
                new TestPostgres(Stream.concat(DURABLE.stream(), BULK.stream()).toList(), folder, true);
        postgres.start();
        return postgres;
    }

    private static TestPostgres started(List<String> settings) throws IOException {
        TestPostgres postgres = new TestPostgres(settings);
        postgres.start();
        return postgres;
    }

    /** Starts the server and returns when it takes connections, recovered if it was stopped hard. */
    public void start() throws IOException {
        server = ChildProcess.start(
                folder,
                binaries.command("postgres", arguments()),
                Map.of("LC_ALL", "C"),
                log(),
                process -> removeAtExit());
        Awaitility.await("PostgreSQL takes connections")
                .atMost(TimeLimit.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    private String[] arguments() {
        Stream<String> always = Stream.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "dynamic_shared_memory_type=mmap",
                "max_connections=300",
                "timezone=UTC");
        return Stream.concat(
                        Stream.of("-D", data.toString(), "-p", Integer.toString(port)),
                        Stream.concat(always, settings.stream()).flatMap(setting -> Stream.of("-c", setting)))
                .toArray(String[]::new);
    }

    private void removeAtExit() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server writes about itself, and about statements when it is told to. */
    public Path log() {
        return folder.resolve("server.log");
    }

    /** Whether the server takes a connection now. */
    public boolean answers() {
        try (Connection connection =
                DriverManager.getConnection(url("postgres") + "&connectTimeout=2&socketTimeout=2")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A new, empty database; its JDBC URL. */
    public String newDatabase() {
        return newDatabase("hub_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** A new, empty database of that name; its JDBC URL. */
    String newDatabase(String name) {
        admin().execute("create database " + name);
        return url(name);
    }

    boolean hasDatabase(String name) {
        return !admin().queryForList("select 1 from pg_database where datname = ?", name)
                .isEmpty();
    }

    /** The JDBC URL of that database. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** Connections to that URL, unpooled: for checks, not for load. */
    public static DataSource dataSource(String url) {
        return new DriverManagerDataSource(url);
    }

    /** SIGQUIT: every connection drops, nothing is flushed; {@link #start()} recovers from the log. */
    public void stopImmediate() {
        server.signal("QUIT");
        server.awaitExit(TimeLimit.ofSeconds(30));
    }

    /** SIGSTOP to the server and all its backends: connections stay open and nothing answers. */
    public void hang() {
        server.signal("STOP");
        server.signalChildren("STOP");
    }

    public void unhang() {
        server.signalChildren("CONT");
        server.signal("CONT");
    }

    /** Ends every connection to the database of that URL but this one, in mid-transaction as it may be; how many. */
    public int terminateBackends(String url) {
        Integer ended = new JdbcTemplate(dataSource(url))
                .queryForObject(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                + " where datname = current_database() and pid <> pg_backend_pid()",
                        Integer.class);
        return ended == null ? 0 : ended;
    }

    /** Processor time of the server and of those of its processes that still run. */
    public Duration cpu() {
        return server.cpuWithChildren();
    }

    /** For what only the owner of the server may do. */
    public JdbcTemplate admin() {
        return new JdbcTemplate(dataSource(url("postgres")));
    }

    @Override
    public void close() throws IOException {
        if (server.isAlive()) {
            unhang();
            stopImmediate();
        }
        if (kept) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
