package io.patchbay.platform;

import io.patchbay.event.VisibleQueues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The SQL condition that keeps what a reader may not see out of a query.
 *
 * @param sql a condition, in parentheses where it needs them
 * @param parameters what its marks stand for, in order
 */
public record QueueCondition(String sql, List<Object> parameters) {

    /** That the column names a queue that is visible. */
    public static QueueCondition on(String column, VisibleQueues visible) {
        if (visible.all()) {
            return new QueueCondition("1 = 1", List.of());
        }
        if (visible.names().isEmpty()) {
            return new QueueCondition("1 = 0", List.of());
        }
        InList names = InList.of(visible.names().stream().sorted().toList());
        return new QueueCondition(column + " in " + names.marks(), List.copyOf(names.values()));
    }

    /**
     * That the column names no case in a queue that is not visible: rows that belong to no case, such as an incident's
     * thread, pass. Who sees no queue at all sees none of these either.
     */
    public static QueueCondition onCase(String column, VisibleQueues visible) {
        if (visible.all()) {
            return new QueueCondition("1 = 1", List.of());
        }
        QueueCondition queue = on("hidden.queue", visible);
        if (visible.names().isEmpty()) {
            return queue;
        }
        return new QueueCondition(
                "not exists (select 1 from support_case hidden where hidden.ref = " + column + " and not " + queue.sql()
                        + ")",
                queue.parameters());
    }

    /** All parameters of a statement, in order: {@code before}, the condition's, {@code after}. */
    public List<Object> between(List<?> before, Object... after) {
        List<Object> all = new ArrayList<>(before);
        all.addAll(parameters);
        all.addAll(Arrays.asList(after));
        return all;
    }
}
