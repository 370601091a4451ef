package io.patchbay.connectors;

import io.patchbay.connectors.email.EmailConnector;
import org.springframework.stereotype.Component;

/** Whether an e-mail reaches the account of a case. */
@Component
public class EmailReachability {
    private final EmailConnector email;

    EmailReachability(EmailConnector email) {
        this.email = email;
    }

    /**
     * Why a case cannot be notified by e-mail, or the empty string when it can.
     *
     * @param accountId the account that the caller belongs to, or the empty string
     * @param restricted whether no detail may leave the queue's own project and channel
     */
    public String problem(String accountId, boolean restricted) {
        return email.unreachable(accountId, restricted);
    }
}
