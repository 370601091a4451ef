package io.patchbay.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Hands webhook requests over to {@code routes/intake.camel.yaml}, and brings the answer back. */
@Component
class WebhookIntake {
    private final ProducerTemplate routes;
    private final CamelContext camel;
    private final DoorTraffic traffic;
    private volatile Endpoint entry;

    WebhookIntake(ProducerTemplate routes, CamelContext camel, DoorTraffic traffic) {
        this.routes = routes;
        this.camel = camel;
        this.traffic = traffic;
    }

    /**
     * What the sender is answered.
     *
     * @param body the exact bytes: whatever parses first may alter what was signed
     * @throws IntakeProblem when the request cannot be accepted
     */
    IntakeAnswer receive(String source, HttpServletRequest request, byte[] body) {
        requireUnencoded(request);
        if (!camel.isStarted()) {
            throw IntakeProblem.notReady();
        }
        traffic.enter();
        try {
            return handOver(new WebhookRequest(source, request.getMethod(), target(request), headers(request), body));
        } finally {
            traffic.leave();
        }
    }

    private static void requireUnencoded(HttpServletRequest request) {
        Collections.list(request.getHeaders("Content-Encoding")).forEach(encoding -> {
            if (!encoding.equalsIgnoreCase("identity")) {
                throw IntakeProblem.encoded();
            }
        });
    }

    private IntakeAnswer handOver(WebhookRequest webhook) {
        Exchange exchange =
                routes.request(entry(), message -> message.getMessage().setBody(WebhookDelivery.of(webhook)));
        Exception failure = exchange.getException();
        if (failure != null) {
            throw IntakeFailures.problem(failure);
        }
        return exchange.getMessage().getBody(WebhookDelivery.class).answer();
    }

    private Endpoint entry() {
        if (entry == null) {
            entry = camel.getEndpoint("direct:intake");
        }
        return entry;
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
