package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who is alive is what the database says. */
class NodeLivenessTest {
    private static final Duration LONG = TimeLimit.ofSeconds(30);

    /** What a dead node may at most wait until another knows of it, well within the five seconds of a takeover. */
    private static final Duration SOON = TimeLimit.ofSeconds(3);

    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Ids ids = new Ids(Clock.systemUTC());
    private final List<NodeLiveness> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(NodeLiveness::stop);
    }

    /** A node with its identity, and the id that it has. */
    private record Member(NodeLiveness liveness, NodeIdentity identity) {
        String id() {
            return identity.token().split("\\.")[0];
        }

        boolean isAlive() {
            return identity.isPresent();
        }
    }

    private Member node(NodeRegistry registry) {
        NodeIdentity identity = new NodeIdentity();
        NodeLiveness liveness = new NodeLiveness(registry, identity, ids, new WorkSignal(), LINGER);
        liveness.start();
        started.add(liveness);
        return new Member(liveness, identity);
    }

    private NodeRegistry registry(Database database) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("jdbc", database.template()));
        return database == Database.H2
                ? new EmbeddedNodeStore(beans.getBeanProvider(JdbcTemplate.class))
                : postgres(database.dataSource().getJdbcUrl());
    }

    private NodeRegistry postgres(String url) {
        return new PostgresNodeStore(new DriverManagerDataSource(url), ids.random());
    }

    private static void awaitDead(Member observer, String... nodes) {
        Set<String> dead = new HashSet<>();
        Awaitility.await().atMost(SOON).until(() -> {
            dead.addAll(observer.liveness().dead());
            return dead.equals(Set.of(nodes));
        });
    }

    private static long nodes(JdbcTemplate database) {
        return database.queryForObject("select count(*) from node", Long.class);
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatEnded_isDeadSoon_andStruckOffWhenNothingOfItIsLeft(Database database) {
        Member ended = node(registry(database.empty()));
        String id = ended.id();
        ended.liveness().stop();
        Member observer = node(registry(database));

        awaitDead(observer, id);
        observer.liveness().released(id, 1, 0, 0);
        Awaitility.await().atMost(LONG).until(() -> {
            observer.liveness().dead().forEach(dead -> observer.liveness().released(dead, 0, 0, 0));
            return nodes(database.template()) == 1;
        });
        assertThat(database.template().queryForList("select id from node", String.class))
                .containsExactly(observer.id());
    }

    @ParameterizedTest
    @EnumSource
    void stoppedNode_makesNoTokens(Database database) {
        Member node = node(registry(database.empty()));
        String token = node.identity().token();
        assertThat(node.identity().owns(token)).isTrue();

        node.liveness().stop();

        assertThat(node.identity().owns(token)).isFalse();
        assertThatThrownBy(node.identity()::token).isInstanceOf(NodeNotAliveException.class);
    }

    /** Two nodes on a PostgreSQL of their own, and what happens to the session of the first. */
    private final class Pair {
        final JdbcTemplate database;
        final Member first;
        final Member second;

        Pair() {
            DriverManagerDataSource source = new DriverManagerDataSource(Database.newPostgresUrl());
            Flyway.configure()
                    .dataSource(source)
                    .placeholders(SqlDialect.placeholders(source.getUrl()))
                    .load()
                    .migrate();
            database = new JdbcTemplate(source);
            first = node(postgres(source.getUrl()));
            second = node(postgres(source.getUrl()));
        }

        void endSessionOf(Member node) {
            int ended = database.queryForList(
                            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database ="
                                    + " (select oid from pg_database where datname = current_database())"
                                    + " and objid::bigint = (select lock_key & 4294967295 from node where id = ?)",
                            node.id())
                    .size();
            assertThat(ended).isEqualTo(1);
        }
    }

    @Test
    void aliveNodes_areNotDead() {
        Pair pair = new Pair();

        // Each asks twice and waits as long as it takes to be certain.
        assertThat(pair.first.liveness().dead()).isEmpty();
        assertThat(pair.second.liveness().dead()).isEmpty();
        assertThat(pair.first.liveness().dead()).isEmpty();
        assertThat(pair.second.liveness().dead()).isEmpty();
        assertThat(nodes(pair.database)).isEqualTo(2);
    }

    @Test
    void sessionThatEnded_isAnotherIdentity_andTheOldOneIsDeadForAll() {
        Pair pair = new Pair();
        String old = pair.first.id();
        String token = pair.first.identity().token();

        pair.endSessionOf(pair.first);

        Awaitility.await()
                .atMost(SOON)
                .until(() -> pair.first.isAlive() && !pair.first.id().equals(old));
        assertThat(pair.first.identity().owns(token)).isFalse();
        awaitDead(pair.second, old);
        awaitDead(pair.first, old);
        assertThat(pair.second.isAlive()).isTrue();
    }

    @Test
    void nodeThatWasStruckOff_isAnotherIdentity() {
        Pair pair = new Pair();
        String old = pair.first.id();

        pair.database.update("delete from node where id = ?", old);

        Awaitility.await()
                .atMost(SOON)
                .until(() -> pair.first.isAlive() && !pair.first.id().equals(old));
        assertThat(nodes(pair.database)).isEqualTo(2);
    }
}
