package io.patchbay.attention;

import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.QueueCondition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of what waits a question is about: what its reader may see, and of that what one owner answers for.
 *
 * @param visible the queues that the reader may see
 * @param owned the queues of the owner, where the question is about one, else every queue
 * @param withoutQueue whether it is also about what belongs to no queue
 */
record AttentionScope(VisibleQueues visible, VisibleQueues owned, boolean withoutQueue) {

    /** Everything that waits. */
    static final AttentionScope ALL = new AttentionScope(VisibleQueues.ALL, VisibleQueues.ALL, true);

    /** That the column, which names a queue or is null, names one that is visible and the owner's. */
    QueueCondition on(String column) {
        return on(column, both());
    }

    /** The same of what the owner answers for, without the reader. */
    QueueCondition owned(String column) {
        return on(column, owned);
    }

    private QueueCondition on(String column, VisibleQueues queues) {
        boolean none = withoutQueue && (visible.all() || !visible.names().isEmpty());
        if (queues.all()) {
            return none ? QueueCondition.on(column, queues) : new QueueCondition(column + " is not null", List.of());
        }
        QueueCondition named = QueueCondition.on(column, queues);
        return none ? new QueueCondition("(" + column + " is null or " + named.sql() + ")", named.parameters()) : named;
    }

    private VisibleQueues both() {
        if (visible.all() || owned.all()) {
            return visible.all() ? owned : visible;
        }
        Set<String> names = new HashSet<>(visible.names());
        names.retainAll(owned.names());
        return VisibleQueues.of(names);
    }
}
