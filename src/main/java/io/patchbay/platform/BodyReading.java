package io.patchbay.platform;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpStatus;

/** One body on its way in: bytes are taken as they come, on a thread of the web server that has nothing to wait for. */
final class BodyReading implements ReadListener, AsyncListener {
    private final WholeBodies bodies;
    private final AsyncContext later;
    private final ServletInputStream in;
    private final HttpServletResponse response;
    private final Then then;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

    BodyReading(
            WholeBodies bodies, AsyncContext later, ServletInputStream in, HttpServletResponse response, Then then) {
        this.bodies = bodies;
        this.later = later;
        this.in = in;
        this.response = response;
        this.then = then;
    }

    /** What is done with the body when all of it is there; ends the asynchronous request or dispatches it. */
    @FunctionalInterface
    interface Then {
        void accept(byte[] body) throws IOException;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] some = new byte[8_192];
        while (!ended.get() && in.isReady() && !in.isFinished()) {
            int count = in.read(some);
            if (count > 0) {
                take(some, count);
            }
        }
    }

    private void take(byte[] some, int count) throws IOException {
        if (bytes.size() + count > WholeBodies.MOST_BYTES) {
            refuseTooLarge();
        } else if (bodies.hold(count)) {
            bytes.write(some, 0, count);
        } else {
            response.setHeader("Retry-After", "1");
            refuse(HttpStatus.SERVICE_UNAVAILABLE, "too many bodies are on their way; send it again");
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (ended.compareAndSet(false, true)) {
            then.accept(bytes.toByteArray());
        }
    }

    void refuseTooLarge() throws IOException {
        refuse(HttpStatus.PAYLOAD_TOO_LARGE, "a body is at most " + WholeBodies.MOST_BYTES + " bytes");
    }

    private void refuse(HttpStatus status, String detail) throws IOException {
        if (ended.compareAndSet(false, true)) {
            answer(response, status, detail);
            later.complete();
        }
    }

    /**
     * Answers with a problem, at once: what the web server does about a body that it could not read comes after this. All
     * statuses used here end the connection, for what is left of a body is no next request.
     */
    static void answer(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        byte[] problem = ("{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":"
                        + status.value() + ",\"detail\":\"" + detail + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType("application/problem+json");
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
        response.flushBuffer();
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        refuse(HttpStatus.REQUEST_TIMEOUT, "the body did not come in time");
    }

    /**
     * The body cannot be read to its end: it is not framed as RFC 9112, section 7.1, has it, or its sender has hung up. That
     * both are told the same costs nothing; nobody hears the second.
     */
    @Override
    public void onError(Throwable failure) {
        try {
            refuse(HttpStatus.BAD_REQUEST, "the body's chunks are malformed, or it ends too early");
        } catch (IOException e) {
            later.complete();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (released.compareAndSet(false, true)) {
            bodies.release(bytes.size());
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
