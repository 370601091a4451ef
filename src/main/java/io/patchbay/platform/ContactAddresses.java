package io.patchbay.platform;

import java.util.Optional;

/** Whom at an account the hub may write to. The room that reads the directory provides it. */
@FunctionalInterface
public interface ContactAddresses {

    /**
     * The e-mail address of the account that somebody of the company has verified, or empty when there is none. What a
     * caller says of themselves is never an address.
     */
    Optional<String> verified(String accountId);
}
