package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;

class GroupCommitTest {
    private static final Duration LONG = TimeLimit.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final List<List<String>> writes = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);

    /** Holds every write that begins with "slow", fails every one with "bad", and finds "old" to be known. */
    private List<Boolean> write(List<String> items) {
        writes.add(items);
        if (items.get(0).startsWith("slow")) {
            await(slow);
        }
        if (items.contains("bad")) {
            throw new IllegalArgumentException("bad");
        }
        if (items.contains("outage")) {
            throw new QueryTimeoutException("outage");
        }
        return items.stream().map(item -> !item.equals("old")).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(LONG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GroupCommit<String> group(Duration patience, Duration longest) {
        return new GroupCommit<>(this::write, 8, 10, patience, longest);
    }

    /** Writes in a thread of its own, and returns when that thread writes or waits. */
    private CompletableFuture<Boolean> begin(GroupCommit<String> group, String item) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(group.write(item));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        threads.add(thread);
        thread.start();
        Awaitility.await().atMost(LONG).until(() -> result.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
        return result;
    }

    @AfterEach
    void end() throws InterruptedException {
        slow.countDown();
        for (Thread thread : threads) {
            thread.join(LONG.toMillis());
        }
    }

    @Test
    void writeAlone_waitsForNobody() {
        GroupCommit<String> group = group(LONG, LONG);

        assertThat(group.write("new")).isTrue();
        assertThat(group.write("old")).isFalse();
        assertThat(writes).containsExactly(List.of("new"), List.of("old"));
    }

    @Test
    void writesThatComeMeanwhile_goTogetherAndEachHasItsOwnResult() {
        GroupCommit<String> group = group(LONG, LONG);
        CompletableFuture<Boolean> first = begin(group, "slow");
        CompletableFuture<Boolean> second = begin(group, "new");
        CompletableFuture<Boolean> third = begin(group, "old");
        assertThat(writes).hasSize(1);

        slow.countDown();

        assertThat(first.join()).isTrue();
        assertThat(second.join()).isTrue();
        assertThat(third.join()).isFalse();
        assertThat(writes).hasSize(2);
        assertThat(writes.get(1)).containsExactlyInAnyOrder("new", "old");
    }

    @Test
    void moreThanFitTogether_areWrittenInTurn() {
        GroupCommit<String> group = group(LONG, LONG);
        begin(group, "slow");
        List<CompletableFuture<Boolean>> others =
                IntStream.range(0, 10).mapToObj(i -> begin(group, "new-" + i)).toList();

        slow.countDown();

        others.forEach(other -> assertThat(other.join()).isTrue());
        assertThat(writes).extracting(List::size).containsExactly(1, 8, 2);
    }

    @Test
    void slowWrite_keepsNobodyWaiting() {
        GroupCommit<String> group = group(SHORT, LONG);
        CompletableFuture<Boolean> first = begin(group, "slow");

        assertThat(group.write("new")).isTrue();
        assertThat(first).isNotDone();
    }

    @Test
    void itemAtFault_failsOnlyItself() {
        GroupCommit<String> group = group(LONG, LONG);
        begin(group, "slow");
        CompletableFuture<Boolean> bad = begin(group, "bad");
        CompletableFuture<Boolean> good = begin(group, "new");

        slow.countDown();

        assertThat(good.join()).isTrue();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outage_failsAllAtOnceAndIsNotTriedAgain() {
        GroupCommit<String> group = group(LONG, LONG);
        begin(group, "slow");
        CompletableFuture<Boolean> one = begin(group, "outage");
        CompletableFuture<Boolean> other = begin(group, "new");

        slow.countDown();

        assertThatThrownBy(one::join).hasCauseInstanceOf(QueryTimeoutException.class);
        assertThatThrownBy(other::join).hasCauseInstanceOf(QueryTimeoutException.class);
        assertThat(writes).hasSize(2);
    }

    @Test
    void moreThanMayWait_failAtOnce() {
        GroupCommit<String> group = group(LONG, LONG);
        begin(group, "slow");
        IntStream.range(0, 10).forEach(i -> begin(group, "new-" + i));

        assertThatThrownBy(() -> group.write("one too many")).isInstanceOf(TransientDataAccessResourceException.class);
    }

    @Test
    void writeThatDoesNotEndInTime_failsForWhoeverWaitsForIt() {
        GroupCommit<String> group = new GroupCommit<>(this::write, 8, 10, TimeLimit.ofSeconds(1), SHORT);
        begin(group, "slow");
        CompletableFuture<Boolean> leader = begin(group, "slow too");
        CompletableFuture<Boolean> follower = begin(group, "new");

        assertThatThrownBy(follower::join).hasCauseInstanceOf(TransientDataAccessResourceException.class);
        assertThat(leader).isNotDone();
    }
}
