package io.patchbay.incidents;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Through which one of its channels a case is told: the first of the company's list that reaches it. */
@Component
public class UpdateChannels {
    private static final List<String> NAMES = List.of("ticket", "source", "email");
    private static final String NOT_PROVEN = "its caller is not proven to belong to an account";

    private final List<String> order;

    /** @throws ConfigurationException when the list names something else than {@code ticket}, {@code source} and {@code email}, or one twice */
    UpdateChannels(@Value("${patchbay.incidents.channels:ticket,source,email}") List<String> order) {
        if (!NAMES.containsAll(order) || new HashSet<>(order).size() < order.size()) {
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    "PATCHBAY_UPDATE_CHANNELS",
                    0,
                    0,
                    "the channels of incident updates are " + String.join(", ", NAMES) + ", each once at the most",
                    "write them in the order in which they are to be tried, like ticket,source,email")));
        }
        this.order = List.copyOf(order);
    }

    /**
     * Chooses how the case is told. One whose caller is not trusted is told nothing on any channel; where the company tells
     * cases on their tickets, the people who work on its ticket read the message there.
     *
     * @param trusted whether the case's caller is trusted to belong to its account
     * @param ticket why its ticket does not reach it, or the empty string when it does
     * @param source whether the source of its first call has a write-back URL
     * @param email why an e-mail does not reach it, or the empty string when it does
     */
    public UpdateChannel choose(boolean trusted, String ticket, boolean source, String email) {
        if (!trusted) {
            return order.contains("ticket") && ticket.isEmpty()
                    ? new UpdateChannel("staff", NOT_PROVEN + "; the message is on its ticket for staff only")
                    : new UpdateChannel("", NOT_PROVEN);
        }
        Map<String, String> whyNot =
                Map.of("ticket", ticket, "source", source ? "" : "its source has no write-back URL", "email", email);
        List<String> reasons = new ArrayList<>();
        for (String name : order) {
            if (whyNot.get(name).isEmpty()) {
                return new UpdateChannel(name, "");
            }
            reasons.add(whyNot.get(name));
        }
        return new UpdateChannel("", reasons.isEmpty() ? "no channel is configured" : String.join("; ", reasons));
    }
}
