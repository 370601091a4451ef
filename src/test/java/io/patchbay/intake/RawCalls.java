package io.patchbay.intake;

import io.patchbay.sandbox.RunningHub;
import io.patchbay.timing.TimeLimit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Requests written byte by byte, and many at once. */
final class RawCalls {
    private final RunningHub hub;

    RawCalls(RunningHub hub) {
        this.hub = hub;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(hub.url()).getPort());
        socket.setSoTimeout(Math.toIntExact(TimeLimit.ofSeconds(20).toMillis()));
        return socket;
    }

    void head(Socket socket, String length) throws IOException {
        StringBuilder head = new StringBuilder("POST /hooks/generic HTTP/1.1\r\nHost: hub\r\n" + length + "\r\n");
        Posting.of("{}")
                .headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(utf8(head.append("\r\n").toString()));
    }

    static void chunk(OutputStream out, byte[] bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(utf8(Integer.toHexString(bytes.length) + "\r\n"));
        chunk.writeBytes(bytes);
        chunk.writeBytes(utf8("\r\n"));
        chunk.writeTo(out);
    }

    /** A body of one byte more than the hub takes. What is sent beyond that may meet a connection that is closed by then. */
    static void oneByteTooMany(OutputStream out) throws IOException {
        for (int i = 0; i < 16; i++) {
            chunk(out, new byte[1 << 16]);
        }
        chunk(out, new byte[1]);
    }

    /** What can be read until the hub has said its headers and the beginning of its body. */
    static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[4_096];
        while (!read.toString(StandardCharsets.UTF_8).contains("\r\n\r\n")) {
            int count = in.read(buffer);
            if (count < 0) {
                break;
            }
            read.write(buffer, 0, count);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    static <T> List<T> atOnce(int count, Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<T>> calls = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await(TimeLimit.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
                        return call.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : calls) {
                results.add(each.get(TimeLimit.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
