package io.patchbay.intake;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Describes the webhook endpoint, and answers those of its requests that {@link WebhookEndpoint} leaves to the web framework:
 * with another method, an escaped path or a header that is refused.
 */
@RestController
class HookController {
    private final WebhookIntake intake;

    HookController(WebhookIntake intake) {
        this.intake = intake;
    }

    @Operation(
            summary = "Every inbound webhook",
            description =
                    "The body is the sender's own, signed as its source is configured; generic takes the call report"
                            + " of /schema/call-report.schema.json. Some senders put a token into the path instead of a signature.",
            responses = {
                @ApiResponse(
                        responseCode = "202",
                        description = "Kept: {event_id, duplicate}; or the sender's own answer"),
                @ApiResponse(
                        responseCode = "400",
                        description = "A malformed call report, with the JSON pointer; a body with more than 5,000"
                                + " different names; a malformed request"),
                @ApiResponse(responseCode = "401", description = "Not authenticated, or stale"),
                @ApiResponse(responseCode = "404", description = "No such source"),
                @ApiResponse(responseCode = "409", description = "The delivery id was used for another body"),
                @ApiResponse(responseCode = "413", description = "More than 1 MiB"),
                @ApiResponse(responseCode = "415", description = "The body is encoded"),
                @ApiResponse(responseCode = "503", description = "Cannot be kept now; send it again after Retry-After")
            })
    @PostMapping({"/hooks/{source}", "/hooks/{source}/", "/hooks/{source}/{token}"})
    ResponseEntity<byte[]> receive(@PathVariable String source, HttpServletRequest request) throws IOException {
        IntakeAnswer answer =
                intake.receive(source, request, request.getInputStream().readAllBytes());
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.header("Content-Type", answer.contentType());
        }
        return response.body(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** For senders that were told to use GET; taken where the signature covers the query. */
    @Hidden
    @GetMapping({"/hooks/{source}", "/hooks/{source}/", "/hooks/{source}/{token}"})
    ResponseEntity<byte[]> receiveQuery(@PathVariable String source, HttpServletRequest request) throws IOException {
        return receive(source, request);
    }
}
