package io.patchbay.platform;

import java.io.IOException;

/** An outbound call failed before the first byte of its request was written: it can be made again without harm. */
public final class RequestNotSentException extends IOException {
    public RequestNotSentException(Throwable cause) {
        super("not sent: " + cause.getClass().getSimpleName(), cause);
    }
}
