package io.patchbay.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Judges a host before a client calls it that resolves names by itself. */
public final class EgressCheck {
    private EgressCheck() {}

    /** @throws EgressRefusedException when any address of the host is one that no outbound call may go to */
    public static void requireAllowed(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (ForbiddenAddresses.contains(address)) {
                throw ForbiddenAddresses.refusal();
            }
        }
    }
}
