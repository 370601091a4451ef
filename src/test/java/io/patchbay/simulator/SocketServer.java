package io.patchbay.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP/1.1 server on the loopback interface with a thread per connection. The JDK's own hides the socket, and
 * resets, truncated answers, garbage and refused connections need it.
 */
final class SocketServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 4_000;
    private static final int IDLE_MILLIS = 300_000;

    /** Answers one request and says whether the connection lives on. */
    interface Exchange {
        boolean serve(Request request, Wire wire) throws IOException;
    }

    private final Exchange exchange;
    private final int port;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private volatile ServerSocket listener;

    /** @param port 0 for any free one */
    SocketServer(String name, int port, Exchange exchange) throws IOException {
        this.exchange = exchange;
        this.threads = new ThreadPoolExecutor(
                0, MOST_CONNECTIONS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon(name, task));
        this.listener = bound(port);
        this.port = listener.getLocalPort();
        accept(listener);
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, "simulator-" + name, 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return socket;
    }

    int port() {
        return port;
    }

    /** From now on connections are refused; those that are open end. */
    synchronized void refuse() throws IOException {
        listener.close();
        awaitRefusal();
        closeConnections();
    }

    /** A thread that still waits to accept keeps the port open for a moment after it was closed. */
    private void awaitRefusal() throws IOException {
        Instant deadline = Instant.now().plusSeconds(5);
        while (Instant.now().isBefore(deadline)) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            } catch (ConnectException e) {
                return;
            } catch (SocketException e) {
                // Taken and dropped: not refused yet.
            }
        }
    }

    /** Takes connections again, on the same port. */
    synchronized void listen() throws IOException {
        if (listener.isClosed()) {
            listener = bound(port);
            accept(listener);
        }
    }

    private void accept(ServerSocket socket) {
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    open.add(connection);
                    threads.execute(() -> serve(connection));
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        throw new IllegalStateException("the simulator cannot accept connections", e);
                    }
                }
            }
        });
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(IDLE_MILLIS);
            RequestReader requests = new RequestReader(new BufferedInputStream(connection.getInputStream(), 16_384));
            Wire wire = new Wire(connection, closing);
            boolean goOn = true;
            while (goOn) {
                Request request = requests.next();
                goOn = request != null
                        && exchange.serve(request, wire)
                        && !"close".equalsIgnoreCase(request.header("connection"));
            }
        } catch (IOException e) {
            // the client went away or was sent away: for a simulator of faults this is business as usual
            open.remove(connection);
        } finally {
            open.remove(connection);
        }
    }

    private void closeConnections() throws IOException {
        for (Socket connection : open) {
            connection.close();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
            closeConnections();
        } catch (IOException e) {
            throw new IllegalStateException("the simulator cannot close its sockets", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
