package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What passes by itself is known as such, and costs the event that met it none of its attempts. */
class DatabaseErrorsTest {
    private static final String TOUCH = "update failure set last_at = last_at where signature = 'f'";

    @ParameterizedTest
    @EnumSource(Database.class)
    void aLockNotHadInTime_passesByItself(Database database) throws Exception {
        JdbcTemplate template = named(database);
        database.empty();
        template.update("insert into failure (signature, label) values ('f', 'label')");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Void> holder =
                CompletableFuture.runAsync(() -> database.transactions().executeWithoutResult(status -> {
                    template.update(TOUCH);
                    held.countDown();
                    await(done);
                }));
        await(held);
        Throwable failure = catchThrowable(() -> database.transactions().executeWithoutResult(status -> {
            if (database == Database.POSTGRESQL) {
                template.execute("set local lock_timeout = 50");
            }
            template.update(TOUCH);
        }));
        done.countDown();
        holder.get(TimeLimit.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        assertThat(failure).isInstanceOf(DataAccessException.class);
        assertThat(OutageLog.isOutage(failure)).isTrue();
    }

    @Test
    void aTransactionThatIsOver_passesByItself() {
        JdbcTemplate template = named(Database.POSTGRESQL);
        Throwable failure =
                catchThrowable(() -> Database.POSTGRESQL.transactions().executeWithoutResult(status -> {
                    assertThat(catchThrowable(() -> template.execute("select 1/0")))
                            .isNotNull();
                    template.update(TOUCH);
                }));
        assertThat(OutageLog.isOutage(failure)).isTrue();
    }

    private static JdbcTemplate named(Database database) {
        JdbcTemplate template = database.template();
        template.setExceptionTranslator(new DatabaseErrors());
        return template;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(TimeLimit.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
