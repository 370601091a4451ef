package io.patchbay.connectors.http;

import io.patchbay.dispatch.Outcome;
import java.util.function.Function;

/**
 * One request or several that together come to one outcome, each made from the answer before it. A value that knows no
 * transport: whoever holds it sends {@link #request()} and goes on with {@link #next}, until it no longer asks.
 *
 * @param request what to send now, or null at the end
 * @param then what the answer leads to
 * @param outcome what came of it, or null before the end
 */
public record Conversation(ProviderRequest request, Function<ProviderAnswer, Conversation> then, Outcome outcome) {

    public static Conversation ask(ProviderRequest request, Function<ProviderAnswer, Conversation> then) {
        return new Conversation(request, then, null);
    }

    public static Conversation end(Outcome outcome) {
        return new Conversation(null, answer -> end(outcome), outcome);
    }

    public static Conversation end(Outcome.Kind kind, int httpStatus, String reason) {
        return end(Outcome.of(kind, httpStatus, reason));
    }

    /** Whether there is another request to send. */
    public boolean asks() {
        return outcome == null;
    }

    public Conversation next(ProviderAnswer answer) {
        return then.apply(answer);
    }

    @Override
    public String toString() {
        return asks() ? request.toString() : outcome.kind().toString();
    }
}
