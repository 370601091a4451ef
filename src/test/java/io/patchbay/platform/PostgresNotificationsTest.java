package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A ring on one node is heard on the others, as long as there is a database between them. */
class PostgresNotificationsTest {
    private static final Duration LONG = TimeLimit.ofSeconds(30);
    private static final String LISTENERS =
            "from pg_stat_activity where query in ('listen patchbay_work', 'select pg_notify($1, $2)')"
                    + " and datname = current_database()";

    private final String url = Database.newPostgresUrl();
    private final JdbcTemplate database = new JdbcTemplate(new DriverManagerDataSource(url));
    private final List<PostgresNotifications> queues = new ArrayList<>();

    @AfterEach
    void stop() {
        queues.forEach(PostgresNotifications::stop);
    }

    private WorkSignal node(String jdbcUrl) {
        WorkSignal workSignal = new WorkSignal();
        JdbcConnectionDetails details = new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return jdbcUrl;
            }
        };
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("details", details);
        PostgresNotifications queue = new PostgresNotifications(
                workSignal, beans.getBeanProvider(JdbcConnectionDetails.class), new Ids(Clock.systemUTC()));
        queue.start();
        queues.add(queue);
        return workSignal;
    }

    private void awaitListeners(int count) {
        Awaitility.await().atMost(LONG).until(() -> listeners() == count);
    }

    private int listeners() {
        return database.queryForObject("select count(*) " + LISTENERS, Integer.class);
    }

    private void cutAllOff() {
        database.queryForList("select pg_terminate_backend(pid) " + LISTENERS);
        Awaitility.await().atMost(LONG).until(() -> listeners() == 0);
    }

    /** Whether a ring came before the patience of the one who waits ended. */
    private static CompletableFuture<Boolean> rung(WorkSignal workSignal, String work) {
        return CompletableFuture.supplyAsync(() -> {
            long started = System.nanoTime();
            workSignal.await(work, LONG);
            return System.nanoTime() - started < LONG.toNanos();
        });
    }

    /** The next ring that the second of two nodes hears for that work; both listen. */
    private CompletableFuture<Boolean> nextRing(WorkSignal second, String work) {
        awaitListeners(2);
        quiet(second, work);
        return rung(second, work);
    }

    /** Listening begins with a ring for everything, which is over when the next wait does not end at once. */
    private static void quiet(WorkSignal workSignal, String work) {
        Awaitility.await().atMost(LONG).until(() -> {
            long started = System.nanoTime();
            workSignal.await(work, Duration.ofMillis(200));
            return System.nanoTime() - started >= Duration.ofMillis(200).toNanos();
        });
    }

    @Test
    void aRing_isHeardOnTheOtherNode_afterItsCommitOnly() {
        WorkSignal one = node(url);
        WorkSignal two = node(url);
        CompletableFuture<Boolean> rung = nextRing(two, "triage");
        TransactionTemplate transactions =
                new TransactionTemplate(new DataSourceTransactionManager(new DriverManagerDataSource(url)));

        transactions.executeWithoutResult(status -> {
            one.send("triage");
            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            assertThat(rung).isNotDone();
        });

        assertThat(rung.join()).isTrue();
    }

    @Test
    void whatConcernsThisNodeAlone_andWhatNobodyWaitsFor_ringsNobodyElse() {
        WorkSignal one = node(url);
        WorkSignal two = node(url);
        CompletableFuture<Boolean> rung = nextRing(two, "places");

        one.sendHere("places");
        one.send("something that no other node has");
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);

        assertThat(rung).isNotDone();
        two.sendHere("places");
        assertThat(rung.join()).isTrue();
    }

    @Test
    void aLostConnection_isMadeAgain_andWhatWasMissedIsLookedFor() {
        WorkSignal one = node(url);
        WorkSignal two = node(url);
        CompletableFuture<Boolean> missed = nextRing(two, "triage");

        cutAllOff();

        assertThat(missed.join()).isTrue();
        CompletableFuture<Boolean> rung = nextRing(two, "triage");
        one.send("triage");
        assertThat(rung.join()).isTrue();
    }

    @Test
    void aConnectionThatComesBack_isWaitedForNoLonger_howeverOftenItWasLost() {
        node(url);
        Duration away = Duration.ZERO;
        for (int i = 0; i < 4; i++) {
            awaitListeners(1);
            long lost = System.nanoTime();
            cutAllOff();
            awaitListeners(1);
            away = Duration.ofNanos(System.nanoTime() - lost);
        }

        assertThat(away).isLessThan(TimeLimit.ofSeconds(3));
    }

    @Test
    void withAnotherDatabase_nothingIsCarried() {
        node("jdbc:h2:mem:alone").send("triage");

        assertThat(queues).singleElement().satisfies(queue -> assertThat(queue.isRunning())
                .isFalse());
    }
}
