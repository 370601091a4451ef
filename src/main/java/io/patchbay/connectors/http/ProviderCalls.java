package io.patchbay.connectors.http;

import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Makes the call that an attempt is for: the operation says which requests, the provider's answers say the outcome. */
public final class ProviderCalls {
    private static final Outcome NO_SUCH_OPERATION =
            Outcome.of(Outcome.Kind.REJECTED, 0, "no connector knows this operation");
    /** Says nothing against the destination, which was not asked: a person has to look. */
    private static final Outcome NO_LOOK_UP =
            Outcome.of(Outcome.Kind.UNKNOWN, 200, "no connector looks this operation up");

    private final Map<String, Map<String, Function<Delivery, Conversation>>> operations = new HashMap<>();
    private final Map<String, Map<String, Function<Delivery, Conversation>>> lookUps = new HashMap<>();
    private final ProviderClient client;

    public ProviderCalls(Collection<? extends ProviderConnector> connectors, ProviderClient client) {
        for (ProviderConnector each : connectors) {
            operations.put(each.destination(), each.operations());
            lookUps.put(each.destination(), each.lookUps());
        }
        this.client = client;
    }

    /** Carries the attempt's operation out, unless the attempt has ended before. It ends with an outcome, always. */
    public void send(Attempt attempt) {
        if (!attempt.isEnded()) {
            make(attempt, operations, NO_SUCH_OPERATION);
        }
    }

    /** Finds out whether an earlier attempt happened. It ends with an outcome, always. */
    public void lookUp(Attempt attempt) {
        make(attempt, lookUps, NO_LOOK_UP);
    }

    private void make(
            Attempt attempt, Map<String, Map<String, Function<Delivery, Conversation>>> table, Outcome otherwise) {
        Delivery delivery = attempt.delivery();
        Function<Delivery, Conversation> operation =
                table.getOrDefault(delivery.destination(), Map.of()).get(delivery.operation());
        if (operation == null) {
            attempt.end(otherwise);
            return;
        }
        attempt.begin();
        attempt.end(client.outcomeOf(() -> operation.apply(delivery)));
    }
}
