package io.patchbay.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The answering side of one connection, with every way in which an answer can go wrong. */
final class Wire {
    private static final byte[] GARBAGE =
            "\u0000\u0007lorem ipsum \u0013\u0000 dolor\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MALFORMED_CHUNK =
            "HTTP/1.1 200 -\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final CountDownLatch closing;
    private final OutputStream out;

    /** @param closing ends every wait when it is counted down */
    Wire(Socket socket, CountDownLatch closing) throws IOException {
        this.socket = socket;
        this.closing = closing;
        this.out = socket.getOutputStream();
    }

    /** Waits; a simulator that is closed meanwhile waits no longer. */
    void pause(Duration duration) {
        try {
            if (closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                reset();
            }
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers the answer in that way, and says whether the connection can serve another request. */
    boolean deliver(Answer answer, Fault.Way way) throws IOException {
        switch (way) {
            case WHOLE -> whole(answer);
            case CLOSED -> socket.close();
            case RESET -> reset();
            case TRUNCATED -> truncated(answer);
            case DRIBBLED -> dribbled(answer);
            case GARBAGE -> last(GARBAGE);
            case MALFORMED_CHUNK -> last(MALFORMED_CHUNK);
            case NEVER -> never();
        }
        return way == Fault.Way.WHOLE || way == Fault.Way.DRIBBLED;
    }

    private void whole(Answer answer) throws IOException {
        byte[] head = answer.head();
        byte[] both = Arrays.copyOf(head, head.length + answer.body().length);
        System.arraycopy(answer.body(), 0, both, head.length, answer.body().length);
        out.write(both);
    }

    private void truncated(Answer answer) throws IOException {
        out.write(answer.head());
        last(Arrays.copyOf(answer.body(), answer.body().length / 2));
    }

    private void dribbled(Answer answer) throws IOException {
        out.write(answer.head());
        for (byte octet : answer.body()) {
            out.write(octet);
            pause(Duration.ofSeconds(1));
        }
    }

    private void last(byte[] bytes) throws IOException {
        out.write(bytes);
        socket.close();
    }

    /** Ends the connection with an RST, as a crashed or firewalled peer does. */
    private void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Holds the connection without a word until the client gives up. */
    private void never() throws IOException {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
            socket.close();
        }
    }
}
