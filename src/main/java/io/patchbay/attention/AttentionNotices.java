package io.patchbay.attention;

import io.patchbay.directory.AttentionTimes;
import io.patchbay.directory.Queues;
import io.patchbay.platform.EgressCheck;
import io.patchbay.platform.FailureName;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notifies the operators of what has waited too long: in one message for everything, once for each thing, whichever node does
 * it. A notice that a node did not live to send is sent by the next turn.
 */
@Component
public class AttentionNotices {
    private static final Logger LOG = LoggerFactory.getLogger(AttentionNotices.class);
    private static final int MOST_OF_A_KIND = 500;
    /** How long a notice may be on its way; later its node is taken for dead. */
    private static final Duration CLAIMED_FOR = Duration.ofMinutes(5);

    private static final Duration KEPT_FOR = Duration.ofDays(90);

    private final AttentionQueries queries;
    private final AttentionNoticeStore store;
    private final AttentionOwners owners;
    private final AttentionWebhook webhook;
    private final AttentionTimes times;
    private final TransactionTemplate transactions;

    AttentionNotices(
            AttentionQueries queries,
            AttentionNoticeStore store,
            AttentionOwners owners,
            AttentionWebhook webhook,
            Queues queues,
            PlatformTransactionManager transactions) {
        this.queries = queries;
        this.store = store;
        this.owners = owners;
        this.webhook = webhook;
        this.times = queues.attentionTimes();
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Whether there is an address to send notices to. */
    public boolean configured() {
        return webhook.url().isPresent();
    }

    /** Takes the turn and what is to be told; nothing when it is not this node's turn, or when there is nothing. */
    public AttentionNotice claim() {
        try {
            return transactions.execute(
                    status -> store.takeTurn(times.noticeEvery()) ? claimed() : AttentionNotice.NONE);
        } catch (DuplicateKeyException e) {
            LOG.debug("another node takes the first turn");
            return AttentionNotice.NONE;
        }
    }

    private AttentionNotice claimed() {
        store.purge(KEPT_FOR);
        OwnerGaps gaps = owners.gaps();
        List<AttentionRow> rows = new ArrayList<>();
        for (AttentionKind kind : AttentionKind.values()) {
            rows.addAll(queries.untold(kind, gaps, times.noticeAfter(), CLAIMED_FOR, MOST_OF_A_KIND));
        }
        if (rows.isEmpty()) {
            return AttentionNotice.NONE;
        }
        store.claim(rows);
        return new AttentionNotice(rows, List.of(NoticeText.of(rows, owners::of, times.noticeAfter())));
    }

    /** @throws UnknownHostException when the address of the notice leads to where no call may go */
    public void check() throws UnknownHostException {
        EgressCheck.requireAllowed(webhook.url().orElseThrow().getHost());
    }

    /** Notes that the notice was sent. */
    public void told(AttentionNotice notice) {
        transactions.executeWithoutResult(status -> store.told(notice.rows()));
        LOG.info("attention notice sent items={}", notice.rows().size());
    }

    /** Has the next turn tell what this notice could not. */
    public void release(AttentionNotice notice, Exception failure) {
        transactions.executeWithoutResult(status -> store.release(notice.rows()));
        LOG.warn(
                "attention notice failed, retried at the next turn items={} reason={}",
                notice.rows().size(),
                FailureName.of(failure));
    }
}
