package io.patchbay.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * Has what many threads write at the same time written together, in one statement and one commit. The first thread writes at
 * once; those that come meanwhile wait for it, and then one of them writes for all. Nobody waits for a slow write: after a
 * moment whoever waits writes beside it. Each thread gets the result of its own item, or its own failure.
 */
public final class GroupCommit<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry<T>> waiting = new ArrayDeque<>();
    private final Writer<T> writer;
    private final int mostTogether;
    private final int mostWaiting;
    private final Duration patience;
    private final Duration longest;
    private int writing;

    /** Writes all items or none. */
    @FunctionalInterface
    public interface Writer<T> {
        /** @return for each item, in order, whether it is new */
        List<Boolean> write(List<T> items);
    }

    private static final class Entry<T> {
        private final T item;
        private final Condition turn;
        private final long since = System.nanoTime();
        private boolean taken;
        private Boolean result;
        private RuntimeException failure;

        private Entry(T item, Condition turn) {
            this.item = item;
            this.turn = turn;
        }

        private boolean isDone() {
            return result != null || failure != null;
        }

        private long left(Duration of) {
            return of.toNanos() - (System.nanoTime() - since);
        }
    }

    /**
     * @param mostTogether how many items are written together
     * @param mostWaiting how many items may wait; every further one fails at once
     * @param patience how long an item waits for the write before it
     * @param longest how long it takes an item to be written by another thread, at the most
     */
    public GroupCommit(Writer<T> writer, int mostTogether, int mostWaiting, Duration patience, Duration longest) {
        this.writer = writer;
        this.mostTogether = mostTogether;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
        this.longest = longest;
    }

    /**
     * Writes the item, alone or with others, and returns when it is committed.
     *
     * @return whether it is new
     * @throws TransientDataAccessResourceException when too many wait, or it is not known in time whether it was written
     */
    public boolean write(T item) {
        Entry<T> own;
        List<Entry<T>> together;
        lock.lock();
        try {
            own = enqueue(item);
            together = awaitTurn(own);
        } finally {
            lock.unlock();
        }
        if (!together.isEmpty()) {
            try {
                writeAll(together);
            } finally {
                finish(together);
            }
        }
        return result(own);
    }

    private Entry<T> enqueue(T item) {
        if (waiting.size() >= mostWaiting) {
            throw new TransientDataAccessResourceException("too many writes wait for the database");
        }
        Entry<T> entry = new Entry<>(item, lock.newCondition());
        waiting.add(entry);
        return entry;
    }

    /** What this thread is to write; nothing when another thread has written the item. */
    private List<Entry<T>> awaitTurn(Entry<T> own) {
        try {
            while (!own.taken && writing > 0 && own.left(patience) > 0) {
                own.turn.awaitNanos(own.left(patience));
            }
            if (!own.taken) {
                return take(own);
            }
            while (!own.isDone() && own.left(longest) > 0) {
                own.turn.awaitNanos(own.left(longest));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting.remove(own);
        }
        return List.of();
    }

    /** The thread's own item and those that have waited longest. */
    private List<Entry<T>> take(Entry<T> own) {
        List<Entry<T>> together = new ArrayList<>();
        waiting.remove(own);
        together.add(own);
        while (together.size() < mostTogether && !waiting.isEmpty()) {
            together.add(waiting.poll());
        }
        together.forEach(entry -> entry.taken = true);
        writing++;
        return together;
    }

    /** Together; when one of the items is at fault, each alone, so that it fails only itself. */
    private void writeAll(List<Entry<T>> together) {
        try {
            List<Boolean> results =
                    writer.write(together.stream().map(entry -> entry.item).toList());
            for (int i = 0; i < results.size(); i++) {
                together.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            if (together.size() == 1 || OutageLog.isOutage(e)) {
                together.forEach(entry -> entry.failure = e);
            } else {
                together.forEach(entry -> writeAll(List.of(entry)));
            }
        }
    }

    private void finish(List<Entry<T>> together) {
        lock.lock();
        try {
            writing--;
            together.forEach(entry -> entry.turn.signal());
            if (writing == 0 && !waiting.isEmpty()) {
                waiting.peek().turn.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean result(Entry<T> own) {
        lock.lock();
        try {
            if (own.failure != null) {
                throw own.failure;
            }
            if (own.result == null) {
                throw new TransientDataAccessResourceException("the database did not answer in time");
            }
            return own.result;
        } finally {
            lock.unlock();
        }
    }
}
