package io.patchbay.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** A new, durable database for hubs of a long run, readable beside them. */
interface HubDatabase extends AutoCloseable {
    /** Points the hub at it. */
    ChildHub connect(ChildHub hub);

    DataSource dataSource();

    /** Processor time of the database's own processes; none for the embedded one, which runs in the hub's. */
    Duration cpu();

    @Override
    void close() throws IOException;

    /** @param kind {@code h2} or {@code postgres} */
    static HubDatabase of(String kind) throws IOException {
        return switch (kind) {
            case "h2" -> new Embedded(Files.createTempDirectory("patchbay-h2"));
            case "postgres" -> new Server(TestPostgres.create());
            default -> throw new IllegalArgumentException("database is h2 or postgres, not " + kind);
        };
    }

    /**
     * H2 in file mode, every commit written through; shared, so that the checker can read it while the hub runs. It is kept
     * open between connections: a kill while H2 closes and opens it again lost acknowledged commits.
     */
    record Embedded(Path folder) implements HubDatabase {
        private String url() {
            return "jdbc:h2:file:" + folder.resolve("patchbay") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;AUTO_SERVER=TRUE";
        }

        @Override
        public ChildHub connect(ChildHub hub) {
            return hub.embedded(folder)
                    .with("SPRING_DATASOURCE_URL", url())
                    .with("SPRING_DATASOURCE_USERNAME", "sa")
                    .with("SPRING_DATASOURCE_PASSWORD", "");
        }

        @Override
        public DataSource dataSource() {
            return new DriverManagerDataSource(url(), "sa", "");
        }

        @Override
        public Duration cpu() {
            return Duration.ZERO;
        }

        @Override
        public void close() throws IOException {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** PostgreSQL with fsync on. */
    final class Server implements HubDatabase {
        private final TestPostgres postgres;
        private final String url;

        Server(TestPostgres postgres) {
            this(postgres, postgres.newDatabase());
        }

        Server(TestPostgres postgres, String url) {
            this.postgres = postgres;
            this.url = url;
        }

        TestPostgres server() {
            return postgres;
        }

        String url() {
            return url;
        }

        @Override
        public ChildHub connect(ChildHub hub) {
            return hub.postgres(url);
        }

        @Override
        public DataSource dataSource() {
            return TestPostgres.dataSource(url);
        }

        @Override
        public Duration cpu() {
            return postgres.cpu();
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }
}
