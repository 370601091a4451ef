package io.patchbay.dispatch;

import io.patchbay.event.Settled;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Searches for duplicate tickets: two minutes and fifteen minutes after a create that took more than one
 * attempt or whose outcome was unknown for a while. This catches what an index that lagged too long had hidden.
 */
@Component
public class DuplicateTickets {
    private static final Logger LOG = LoggerFactory.getLogger(DuplicateTickets.class);
    private static final int BATCH = 20;
    private static final int MOST_TRIES = 20;

    private final DuplicateTicketStore store;

    DuplicateTickets(DuplicateTicketStore store) {
        this.store = store;
    }

    /** Claims what is due; what is not settled within a minute is claimed again. */
    public List<DuplicateSearch> claim() {
        return store.claim(BATCH).stream().map(DuplicateSearch::new).toList();
    }

    /**
     * Writes down what a search found, in the caller's transaction, and returns the tickets that are kept: the reason of each
     * lists the keys of those that were closed. A search that found nothing out is made again.
     */
    public List<Settled> settle(DuplicateSearch search) {
        DuplicateCheck check = search.check();
        Outcome outcome = search.outcome();
        return switch (outcome.kind()) {
            case ABSENT, REJECTED -> {
                store.advance(check);
                yield List.of();
            }
            case SUCCEEDED -> {
                store.advance(check);
                store.keep(check, outcome);
                LOG.warn("duplicate tickets closed dispatch={} kept={}", check.dispatchId(), outcome.key());
                yield List.of(settled(check, outcome));
            }
            default -> {
                if (check.tries() >= MOST_TRIES) {
                    LOG.error(
                            "search for duplicate tickets given up dispatch={} reason={}",
                            check.dispatchId(),
                            outcome.reason());
                    store.advance(check);
                }
                yield List.of();
            }
        };
    }

    private Settled settled(DuplicateCheck check, Outcome outcome) {
        return new Settled(
                check.caseRef(),
                check.dispatchId(),
                "jira",
                Operation.CREATE_ISSUE,
                check.attempts(),
                State.DONE.text(),
                outcome.id(),
                outcome.key(),
                "",
                outcome.url(),
                outcome.reason(),
                Map.of(),
                store.now(),
                check.isSuperseded());
    }
}
