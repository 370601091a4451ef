package io.patchbay.intake;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The one door for webhooks. It reads the raw stream, because whatever parses first may alter the bytes that were
 * signed, and hands over to {@code routes/intake.camel.yaml}.
 */
@RestController
class HookController {
    private final ProducerTemplate routes;
    private final CamelContext camel;
    private final DoorTraffic traffic;

    HookController(ProducerTemplate routes, CamelContext camel, DoorTraffic traffic) {
        this.routes = routes;
        this.camel = camel;
        this.traffic = traffic;
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
        if (Collections.list(request.getHeaders("Content-Encoding")).stream()
                .anyMatch(encoding -> !encoding.equalsIgnoreCase("identity"))) {
            throw IntakeProblem.encoded();
        }
        if (!camel.isStarted()) {
            throw IntakeProblem.notReady();
        }
        WebhookRequest webhook = new WebhookRequest(
                source,
                request.getMethod(),
                target(request),
                headers(request),
                request.getInputStream().readAllBytes());
        IntakeAnswer answer = handOver(webhook);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.header("Content-Type", answer.contentType());
        }
        return response.body(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** For senders that were told to use GET; taken where the signature covers the query. */
    @Hidden
    @GetMapping({"/hooks/{source}", "/hooks/{source}/", "/hooks/{source}/{token}"})
    ResponseEntity<byte[]> receiveQuery(@PathVariable String source, HttpServletRequest request) throws IOException {
        return receive(source, request);
    }

    private IntakeAnswer handOver(WebhookRequest webhook) {
        Exchange exchange;
        traffic.enter();
        try {
            exchange = routes.request(
                    "direct:intake", message -> message.getMessage().setBody(webhook));
        } finally {
            traffic.leave();
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            throw IntakeFailures.problem(failure);
        }
        return exchange.getMessage().getBody(IntakeAnswer.class);
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Collections.list(request.getHeaderNames())
                .forEach(
                        name -> headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name))));
        return headers;
    }
}
