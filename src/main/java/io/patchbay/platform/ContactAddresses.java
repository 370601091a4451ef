package io.patchbay.platform;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whom at an account the hub may write to. The room that reads the directory provides it. */
@FunctionalInterface
public interface ContactAddresses {
    /** Plain addresses only, without quotes, comments, commas, spaces and line ends: nothing of a header can be in one. */
    Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}");

    /**
     * The e-mail address of the account that somebody of the company has verified, or empty when there is none. What a
     * caller says of themselves is never an address.
     */
    Optional<String> verified(String accountId);
}
