package io.patchbay.intake;

import io.patchbay.platform.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Answers a webhook as the web framework answers everything else: with its security headers, and every error as problem JSON. */
final class WebhookResponse {
    private record Header(String name, String value) {}

    private static final List<Header> SECURITY = List.of(
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("X-XSS-Protection", "0"),
            new Header("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"),
            new Header("Pragma", "no-cache"),
            new Header("Expires", "0"),
            new Header("X-Frame-Options", "DENY"));
    /** Sent over HTTPS only. */
    private static final Header TRANSPORT =
            new Header("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");

    private static final String RETRY_AFTER_SECONDS = "5";

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    WebhookResponse(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    void send(IntakeAnswer answer) throws IOException {
        send(answer.status(), answer.contentType(), answer.body());
    }

    void send(IntakeProblem problem) throws IOException {
        if (problem.status() == 503) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (problem.status() == 405) {
            response.setHeader("Allow", "POST");
        }
        sendProblem(HttpStatus.valueOf(problem.status()), problem.getMessage());
    }

    void sendFailure() throws IOException {
        sendProblem(HttpStatus.INTERNAL_SERVER_ERROR, "the hub failed; its log says where");
    }

    private void sendProblem(HttpStatus status, String detail) throws IOException {
        send(
                status.value(),
                "application/problem+json",
                "{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":" + status.value()
                        + ",\"detail\":" + Json.write(detail) + ",\"instance\":\"" + request.getRequestURI() + "\"}");
    }

    private void send(int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        for (Header header : SECURITY) {
            response.setHeader(header.name(), header.value());
        }
        if (request.isSecure()) {
            response.setHeader(TRANSPORT.name(), TRANSPORT.value());
        }
        if (!contentType.isEmpty()) {
            response.setContentType(contentType);
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
