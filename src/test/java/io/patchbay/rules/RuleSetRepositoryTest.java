package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.storage.Database;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleSetRepositoryTest {
    private static final RuleSet OTHER = DecidingTest.rules(DecidingTest.routing("a", "support", "true"));

    @ParameterizedTest
    @EnumSource(Database.class)
    void publishedVersion_isFoundByItsHash_withEveryRuleAndPhrase(Database database) {
        RuleSetRepository repository = new RuleSetRepository(database.empty().client());
        RuleSet shipped = ShippedRules.rules();
        assertThat(repository.publish(shipped, "dana", "", "first")).isTrue();
        RuleSet found = repository.find(shipped.hash()).orElseThrow();
        assertThat(found.hash()).isEqualTo(shipped.hash());
        assertThat(found.content()).isEqualTo(shipped.content());
        assertThat(repository.find("0".repeat(64))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void versionThatIsThere_isKeptAsItWas(Database database) {
        RuleSetRepository repository = new RuleSetRepository(database.empty().client());
        assertThat(repository.publish(OTHER, "dana", "", "first")).isTrue();
        assertThat(repository.publish(OTHER, "kim", "", "again")).isFalse();
        assertThat(repository.versions(10)).singleElement().satisfies(version -> {
            assertThat(version.hash()).isEqualTo(OTHER.hash());
            assertThat(version.by()).isEqualTo("dana");
            assertThat(version.reason()).isEqualTo("first");
            assertThat(version.at()).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void nodesThatPublishAtOnce_storeOneVersion(Database database) throws Exception {
        RuleSetRepository repository = new RuleSetRepository(database.empty().client());
        Callable<Boolean> publish = () -> repository.publish(OTHER, "node", "", "start");
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> answers =
                    nodes.invokeAll(Stream.generate(() -> publish).limit(8).toList());
            int stored = 0;
            for (Future<Boolean> answer : answers) {
                stored += answer.get() ? 1 : 0;
            }
            assertThat(stored).isEqualTo(1);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(repository.versions(10)).hasSize(1);
    }
}
