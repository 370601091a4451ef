package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlingTest {
    @ParameterizedTest
    @EnumSource(Database.class)
    void whatIsStillOpen_isCounted_whenTheDeadlinePasses(Database database) {
        new PlantedCase(database.empty().template());
        database.template().update("update dispatch set state = 'unknown' where id = 'dsp_1'");
        Settling settling = Settling.await(database.dataSource(), Duration.ofMillis(700));
        assertThat(settling.complete()).isFalse();
        assertThat(settling.unknown()).isEqualTo(1);
        database.empty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void itReturnsOnceNothingIsOpen(Database database) {
        new PlantedCase(database.empty().template());
        database.template().update("update event set state = 'claimed'");
        CompletableFuture.runAsync(
                () -> database.template().update("update event set state = 'done'"),
                CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS));
        assertThat(Settling.await(database.dataSource(), TimeLimit.ofSeconds(10))
                        .complete())
                .isTrue();
        database.empty();
    }
}
