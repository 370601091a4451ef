package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

class TestPostgresTest {
    private static TestPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.create();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void whatWasCommitted_survivesAHardStop() throws IOException {
        JdbcTemplate template = new JdbcTemplate(TestPostgres.dataSource(postgres.newDatabase()));
        template.execute("create table kept (id integer)");
        template.update("insert into kept values (1)");
        postgres.stopImmediate();
        assertThat(postgres.answers()).isFalse();
        postgres.start();
        assertThat(template.queryForObject("select count(*) from kept", Integer.class))
                .isEqualTo(1);
        assertThat(template.queryForObject("show fsync", String.class)).isEqualTo("on");
    }

    @Test
    void aHungServer_answersNothing_untilItIsLetGo() {
        postgres.hang();
        assertThat(postgres.answers()).isFalse();
        postgres.unhang();
        assertThat(postgres.answers()).isTrue();
    }

    @Test
    void backends_areEnded() throws SQLException {
        String url = postgres.newDatabase();
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(postgres.terminateBackends(url)).isEqualTo(1);
            assertThatThrownBy(() -> connection.createStatement().execute("select 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aFullDisk_refusesRows_andTakesThemAgainOnceThereIsSpace() throws IOException {
        Optional<SmallDisk> mounted = SmallDisk.ofMegabytes(32);
        assumeTrue(mounted.isPresent(), "mounting a tmpfs needs root");
        try (SmallDisk disk = mounted.get()) {
            String url = disk.newDatabase(postgres);
            JdbcTemplate template = new JdbcTemplate(TestPostgres.dataSource(url));
            template.execute("create table filled (text varchar)");
            disk.fill();
            String insert = "insert into filled select repeat('x', 1000) from generate_series(1, 1000)";
            assertThatThrownBy(() -> template.update(insert))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("No space left");
            disk.free();
            assertThat(template.update(insert)).isEqualTo(1_000);
            postgres.admin().execute("drop database " + url.replaceAll(".*/(\\w+)\\?.*", "$1"));
            postgres.admin().execute("drop tablespace " + url.replaceAll(".*/(\\w+)\\?.*", "$1"));
        }
    }
}
