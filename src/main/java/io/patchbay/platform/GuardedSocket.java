package io.patchbay.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/**
 * The egress guard for what is not HTTP, like mail: a socket that connects to the one server that the configuration names,
 * and to no address that is forbidden to calls.
 */
public class GuardedSocket extends Socket {
    private final String host;
    private final int port;

    /** @param host as it is configured */
    public GuardedSocket(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public final void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address)
                || !address.getHostString().equalsIgnoreCase(host)
                || address.getPort() != port) {
            throw new EgressRefusedException("the configuration names no such server");
        }
        if (address.isUnresolved()) {
            throw new UnknownHostException("the server's name does not resolve");
        }
        if (ForbiddenAddresses.contains(address.getAddress())) {
            throw ForbiddenAddresses.refusal();
        }
        super.connect(endpoint, timeoutMillis);
    }
}
