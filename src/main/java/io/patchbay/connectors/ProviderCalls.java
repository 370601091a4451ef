package io.patchbay.connectors;

import io.patchbay.dispatch.Outcome;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.OutgoingRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Door for the Kamelets that carry a request to a provider: what came back, in a form that knows no transport. */
public final class ProviderCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);

    private static final List<String> HEADERS =
            List.of("Accept", "Authorization", "Content-Type", "webhook-id", "webhook-timestamp", "webhook-signature");

    private final Clock clock;

    ProviderCalls(Clock clock) {
        this.clock = clock;
    }

    /**
     * Puts the address of the request, and those of its headers that a provider may be sent, into the headers of an emptied
     * message.
     *
     * @return the body to send
     */
    public byte[] outgoing(OutgoingRequest request, Map<String, Object> headers) {
        headers.put("CamelHttpUri", request.uri().toString());
        for (String name : HEADERS) {
            String value = request.header(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return request.body();
    }

    /** The provider's answer, whatever its status. */
    public ProviderAnswer answered(int status, Map<String, Object> headers, byte[] body) {
        Map<String, String> plain = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (value != null) {
                plain.put(name.toLowerCase(Locale.ROOT), value.toString());
            }
        });
        return ProviderAnswer.of(status, plain, body == null ? new byte[0] : body, clock.instant());
    }

    /** No answer came. */
    public ProviderAnswer failed(Exception failure) {
        return ProviderAnswer.failed(failure, clock.instant());
    }

    /** The conversation after that answer. */
    public Conversation proceed(Conversation conversation, ProviderAnswer answer) {
        return conversation.next(answer);
    }

    /**
     * The outcome when a request could not be made or its answer not be judged. Only a delivery that is known to be
     * unfit is given up; anything else might have happened.
     */
    public Outcome broken(Exception failure) {
        if (failure instanceof NotDeliverableException) {
            return Outcome.of(Outcome.Kind.REJECTED, 0, failure.getMessage());
        }
        String name = FailureName.of(failure);
        LOG.error("a connector failed: {}", name);
        return Outcome.of(Outcome.Kind.UNKNOWN, 0, "the hub failed: " + name);
    }
}
