package io.patchbay.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Senders that say a byte every now and then and never come to an end (slow-loris), all of them on one thread. */
final class Dribblers implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<StringBuilder> answers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Dribblers(ChildHub hub, int senders, String beginning) throws IOException {
        URI url = hub.url();
        for (int i = 0; i < senders; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
            channel.write(ByteBuffer.wrap(beginning.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channels.add(channel);
            answers.add(new StringBuilder());
        }
        clock.scheduleWithFixedDelay(this::dribble, 200, 200, TimeUnit.MILLISECONDS);
    }

    /** A head that is complete, and a body of which a byte comes every fifth of a second. */
    static Dribblers ofBodies(ChildHub hub, int senders) throws IOException {
        return new Dribblers(
                hub, senders, "POST /hooks/generic HTTP/1.1\r\nHost: hub\r\nContent-Length: 100000\r\n\r\n");
    }

    /** A head that never ends. */
    static Dribblers ofHeads(ChildHub hub, int senders) throws IOException {
        return new Dribblers(hub, senders, "POST /hooks/generic HTTP/1.1\r\nHost: hub\r\nX-Slow: ");
    }

    private void dribble() {
        for (int i = 0; i < channels.size(); i++) {
            SocketChannel channel = channels.get(i);
            try {
                if (channel.isOpen()) {
                    hear(channel, answers.get(i));
                    channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                }
            } catch (IOException e) {
                close(channel);
            }
        }
    }

    private static void hear(SocketChannel channel, StringBuilder answer) throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(2_048);
        if (channel.read(heard) < 0) {
            close(channel);
        }
        synchronized (answer) {
            answer.append(new String(heard.array(), 0, heard.position(), StandardCharsets.UTF_8));
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many were told this status. */
    long told(int status) {
        return answers.stream()
                .filter(answer -> {
                    synchronized (answer) {
                        return answer.indexOf("HTTP/1.1 " + status) == 0;
                    }
                })
                .count();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        channels.forEach(Dribblers::close);
    }
}
