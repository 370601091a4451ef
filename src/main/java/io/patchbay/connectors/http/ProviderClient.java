package io.patchbay.connectors.http;

import io.patchbay.dispatch.Outcome;
import io.patchbay.platform.EgressClient;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.OutgoingRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to providers and carries conversations to their end. */
public final class ProviderClient {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);
    private static final List<String> HEADERS = List.of("retry-after", "date", "x-seraph-loginreason");

    private final EgressClient client;
    private final Clock clock;

    public ProviderClient(EgressClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** What came of the request: an answer, or the failure that took its place. */
    public ProviderAnswer send(OutgoingRequest request) {
        try {
            return ProviderAnswer.of(client.send(request, HEADERS), clock.instant());
        } catch (IOException e) {
            return ProviderAnswer.failed(e, clock.instant());
        }
    }

    /** What came of the conversation that is to begin: an outcome, always, also when it cannot be begun or carried on. */
    public Outcome outcomeOf(Supplier<Conversation> beginning) {
        try {
            return converse(beginning.get());
        } catch (RuntimeException e) {
            return broken(e);
        }
    }

    /**
     * The outcome when a request could not be made or its answer not be judged. Only a delivery that is known to be
     * unfit is given up; anything else might have happened.
     */
    public static Outcome broken(Exception failure) {
        if (failure instanceof NotDeliverableException) {
            return Outcome.of(Outcome.Kind.REJECTED, 0, failure.getMessage());
        }
        String name = FailureName.of(failure);
        LOG.error("connector failed reason={}", name);
        return Outcome.of(Outcome.Kind.UNKNOWN, 0, "the hub failed: " + name);
    }

    /** What came of the conversation, request by request. */
    public Outcome converse(Conversation conversation) {
        Conversation now = conversation;
        while (now.asks()) {
            now = now.next(send(now.request()));
        }
        return now.outcome();
    }
}
