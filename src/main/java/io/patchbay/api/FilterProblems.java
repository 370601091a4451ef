package io.patchbay.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Problem JSON from in front of the controllers. */
final class FilterProblems {
    private FilterProblems() {}

    /** @param detail without anything that would have to be escaped in JSON */
    static void write(HttpServletResponse response, int status, String title, String detail) throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\"}");
    }
}
