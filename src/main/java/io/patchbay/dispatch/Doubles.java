package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Settled;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks again for tickets that were made twice: two minutes and fifteen minutes after a create that took more than one
 * attempt or whose outcome was unknown for a while. This catches what an index that lagged too long had hidden.
 */
@Component
public class Doubles {
    private static final Logger LOG = LoggerFactory.getLogger(Doubles.class);
    private static final int BATCH = 20;
    private static final int MOST_TRIES = 20;

    private final DoubleStore store;

    Doubles(DoubleStore store) {
        this.store = store;
    }

    /** Takes what is due; what is not settled within a minute comes again. */
    public List<DoubleCheck> claim() {
        return store.claim(BATCH);
    }

    /** What the look-up needs to know. */
    public Delivery delivery(DoubleCheck check, Map<String, CaseBrief> briefs) {
        return check.delivery(briefs.get(check.caseRef()));
    }

    /**
     * Writes down what a sweep found, in the caller's transaction, and returns what the case has to be told.
     *
     * @param outcome {@code SUCCEEDED}: there were doubles, the ids are those of the ticket that is kept and the reason
     *     lists the keys of the others; {@code ABSENT}: there were none; anything else: the sweep is made again
     */
    public List<Settled> settle(DoubleCheck check, Outcome outcome) {
        return switch (outcome.kind()) {
            case ABSENT, REJECTED -> {
                store.advance(check);
                yield List.of();
            }
            case SUCCEEDED -> {
                store.advance(check);
                store.keep(check, outcome);
                LOG.warn("dispatch {} had made more than one ticket; kept is {}", check.dispatchId(), outcome.key());
                yield List.of(told(check, outcome));
            }
            default -> {
                if (check.tries() >= MOST_TRIES) {
                    LOG.error("doubles of dispatch {} cannot be looked for: {}", check.dispatchId(), outcome.reason());
                    store.advance(check);
                }
                yield List.of();
            }
        };
    }

    private Settled told(DoubleCheck check, Outcome outcome) {
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
