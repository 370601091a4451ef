package io.patchbay.connectors.email;

import io.patchbay.platform.FailureName;
import io.patchbay.platform.GuardedSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets to the mail server, behind the egress guard, that are closed when their whole conversation has taken too long. A read time-out starts afresh with every byte,
 * so that a server which dribbles its answers would keep a caller for ever.
 */
public final class DeadlineSockets extends SocketFactory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineSockets.class);

    private final String host;
    private final int port;
    private final Duration deadline;
    private final ScheduledThreadPoolExecutor watch;

    public DeadlineSockets(String host, int port, Duration deadline) {
        this.host = host;
        this.port = port;
        this.deadline = deadline;
        this.watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mail-deadline");
            thread.setDaemon(true);
            return thread;
        });
        this.watch.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Socket createSocket() {
        return new Watched();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("sockets are connected with a time-out, by whoever asked for them");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private final class Watched extends GuardedSocket {
        private final ScheduledFuture<?> alarm = watch.schedule(this::cut, deadline.toMillis(), TimeUnit.MILLISECONDS);

        Watched() {
            super(host, port);
        }

        private void cut() {
            try {
                super.close();
            } catch (IOException e) {
                LOG.warn("a connection to the mail server could not be closed: {}", FailureName.of(e));
            }
        }

        @Override
        public void close() throws IOException {
            alarm.cancel(false);
            super.close();
        }
    }
}
