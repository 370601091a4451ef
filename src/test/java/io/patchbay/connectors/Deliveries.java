package io.patchbay.connectors;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.dispatch.Delivery;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Matter;
import io.patchbay.event.CaseBrief.Receipt;
import io.patchbay.event.Person;
import io.patchbay.event.Severity;
import io.patchbay.platform.HttpAnswer;
import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deliveries for tests: one ordinary case, changed where a test says so. */
public final class Deliveries {
    public static final Instant NOW = Instant.parse("2026-11-21T09:00:05Z");
    public static final String HOSTILE =
            "<!channel> <@U012> <https://evil.example|click> {{jira.token}} ${body} \"quotes\" 'n' & "
                    + "*bold* \u0000\u0007 \u202Egnp.exe \u05E9\u05DC\u05D5\u05DD \uD83D\uDE92\uD83D\uDC69\u200D\uD83D\uDCBB \uD83D <script>";
    public static final Matter MATTER = new Matter(
            "acct-1042",
            "Northwind",
            "enterprise",
            "verified",
            "Dana Reyes",
            "admin",
            "+15550100001",
            "after 14:00",
            "Checkout returns errors since this morning",
            "report_outage",
            "checkout",
            "payments-core",
            "HTTP 503",
            "eu-west-1",
            "blocked",
            40,
            "order intake",
            "none",
            "2026-11-21T08:40:00Z",
            "callback",
            "https://calls.example.com/t/call-000001",
            false,
            true,
            "verification");
    public static final Receipt TICKET =
            new Receipt("jira", "succeeded", "10042", "SUP-42", "", "https://jira.example.com/browse/SUP-42", "");
    public static final Receipt MESSAGE = new Receipt(
            "slack",
            "succeeded",
            "1763715607.000200",
            "",
            "C0SUPPORT",
            "https://example.slack.com/archives/C0SUPPORT/p1763715607000200",
            "");
    public static final Receipt PAGE = new Receipt("pagerduty", "succeeded", "page-key", "", "", "", "");

    private String destination = "jira";
    private String operation = "create_issue";
    private String marker = "C7K4-92MX.jira.create_issue.1";
    private final Map<String, String> payload = new HashMap<>();
    private final Map<String, Receipt> receipts = new HashMap<>();
    private Matter matter = MATTER;
    private Severity severity = Severity.UNCONFIRMED;
    private String queue = "support";
    private boolean restricted;
    private String callId = "call-000001";
    private List<String> reviewReasons = List.of();
    private List<String> claims = List.of();
    private Instant firstSentAt = NOW.minusSeconds(60);
    private Instant sentAt = NOW.minusSeconds(60);

    public static Deliveries of(String destination, String operation) {
        Deliveries deliveries = new Deliveries();
        deliveries.destination = destination;
        deliveries.operation = operation;
        deliveries.marker = "C7K4-92MX." + destination + "." + operation + ".1";
        return deliveries;
    }

    public Deliveries marker(String value) {
        marker = value;
        return this;
    }

    public Deliveries payload(String name, String value) {
        payload.put(name, value);
        return this;
    }

    public Deliveries with(Receipt... known) {
        for (Receipt receipt : known) {
            receipts.put(receipt.destination(), receipt);
        }
        return this;
    }

    public Deliveries matter(Matter value) {
        matter = value;
        return this;
    }

    public Deliveries confirmed(int level) {
        severity = new Severity(level, "rule:high_value_blocked", true);
        return this;
    }

    public Deliveries queue(String value) {
        queue = value;
        return this;
    }

    public Deliveries restricted() {
        restricted = true;
        queue = "security";
        return this;
    }

    public Deliveries callId(String value) {
        callId = value;
        return this;
    }

    public Deliveries review(String... reasons) {
        reviewReasons = List.of(reasons);
        return this;
    }

    public Deliveries claims(String... heard) {
        claims = List.of(heard);
        return this;
    }

    public Deliveries sent(Instant first, Instant last) {
        firstSentAt = first;
        sentAt = last;
        return this;
    }

    /** The matter of a caller who said an address that is on record, and whose line is not. */
    public static Matter ofUntrustedCaller() {
        Map<String, Object> matter = new HashMap<>(Json.mapper().convertValue(MATTER, new TypeReference<>() {}));
        matter.putAll(Map.of("match", "known", "trusted", false, "basis", "registered_contact_spoken"));
        return Json.mapper().convertValue(matter, Matter.class);
    }

    /** Every text of the matter is that one. */
    public static Matter saying(String text) {
        return new Matter(
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                Long.MAX_VALUE,
                text,
                text,
                text,
                text,
                text,
                true,
                true,
                "line");
    }

    /** A provider's answer. */
    public static ProviderAnswer answer(int status, Map<String, String> headers, String body) {
        return ProviderAnswer.of(new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8)), NOW);
    }

    public Delivery build() {
        return new Delivery(
                "dsp_1", "tok_1", destination, operation, 1, marker, 1, firstSentAt, sentAt, payload, brief());
    }

    public CaseBrief brief() {
        return new CaseBrief(
                "C7K4-92MX",
                "generic",
                callId,
                queue,
                restricted,
                "open",
                false,
                new Person("t2", "Support tier 2", "5b10a2844c20165700ede21g", "U0TIER2", "owner of queue support"),
                severity,
                matter,
                "support_default",
                reviewReasons,
                claims,
                1,
                Instant.parse("2026-11-21T09:00:05Z"),
                receipts,
                Map.of("ticket_created", Instant.parse("2026-11-21T09:00:06Z")),
                List.of());
    }
}
