package io.patchbay.platform;

import java.net.UnknownHostException;

/** The egress guard does not let a call go to that server or address. Trying again does not help. */
public final class EgressRefusedException extends UnknownHostException {
    public EgressRefusedException(String message) {
        super(message);
    }
}
