package io.patchbay.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers requests of its own kind in front of all other filters, as soon as their body is there: for what is sent so often
 * that the way through the web framework would cost more than the answer.
 */
public interface WholeBodyHandler {

    /** Whether the request is one of its own; every other goes on through the filters. Reads nothing of the body. */
    boolean accepts(HttpServletRequest request);

    /**
     * Answers the request completely, also where that fails: no runtime exception leaves it.
     *
     * @throws IOException when the answer cannot be sent
     */
    void handle(HttpServletRequest request, byte[] body, HttpServletResponse response) throws IOException;
}
