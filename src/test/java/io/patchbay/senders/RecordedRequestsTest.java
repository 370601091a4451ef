package io.patchbay.senders;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.intake.SourceTrial.Posting;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedParts;
import io.patchbay.intake.source.TestSecrets;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.ProviderSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whoever recorded a signed request and sends it again, changed wherever its sender signed nothing, makes no other event. */
class RecordedRequestsTest {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> SIGN_NO_TIME = Set.of("twilio", "plivo", "jira", "pagerduty", "bland");
    /** Ids that senders put into headers, and headers that proxies and others add. */
    private static final List<String> HEADERS = List.of(
            "I-Twilio-Idempotency-Token",
            "X-Webhook-Id",
            "X-Atlassian-Webhook-Identifier",
            "X-Atlassian-Webhook-Retry",
            "X-GitHub-Delivery",
            "X-Slack-Retry-Num",
            "X-Slack-Retry-Reason",
            "X-Call-Id",
            "X-Request-Id",
            "X-Message-Id",
            "Idempotency-Key",
            "User-Agent",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "Cookie",
            "webhook-id",
            "svix-id",
            "webhook-timestamp",
            "svix-timestamp");

    @TempDir
    static Path folder;

    private static final SettableClock CLOCK = new SettableClock(Instant.now());
    private static ShippedSenders senders;
    private static ProviderSimulator providers;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        senders = new ShippedSenders(folder.resolve("config"));
        providers = ProviderSimulator.start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(senders.settings(folder.resolve("data")));
        hub = RunningHub.start(settings, CLOCK);
    }

    @AfterAll
    static void stop() {
        hub.close();
        providers.close();
    }

    static List<String> payloads() {
        return ShippedSenders.payloads();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void recordedRequestWithEachUnsignedPartChanged_isStillOneEvent(String payload) {
        CLOCK.set(Instant.now());
        String source = ShippedSenders.source(payload);
        byte[] body = ShippedSenders.text(payload).getBytes(StandardCharsets.UTF_8);
        Posting recorded = senders.signed(
                hub.url(), source, ShippedSenders.contentType(payload), body, "recorded-" + payload.replace('.', '-'));
        long before = events(source);

        assertThat(send(recorded).statusCode()).isBetween(200, 202);

        long kept = events(source) - before;
        assertThat(kept).isEqualTo(payload.contains("url_verification") ? 0 : 1);
        for (Posting changed : changed(recorded, source)) {
            HttpResponse<String> answer = send(changed);
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
            assertThat(events(source) - before).as("%s", changed.headers()).isEqualTo(kept);
        }
        CLOCK.set(Instant.now().plus(Duration.ofDays(29)));
        int later = send(recorded).statusCode();
        if (SIGN_NO_TIME.contains(source)) {
            assertThat(later).isBetween(200, 202);
        }
        assertThat(events(source) - before).as("29 days later").isEqualTo(kept);
    }

    private static List<Posting> changed(Posting recorded, String source) {
        List<Posting> all = new ArrayList<>();
        SignedParts signed = SignatureSchemes.of(SignatureConfig.of(senders.signature(source)))
                .signedParts();
        for (String header : HEADERS) {
            if (!signed.header(header)) {
                all.add(with(recorded, header, "changed-1"));
                all.add(with(recorded, header, "changed-2"));
            }
        }
        for (String type :
                List.of(JSON, FORM, "text/plain", "", FORM + "; charset=latin1", "x", "multipart/form-data")) {
            all.add(with(recorded, "Content-Type", type));
        }
        if (!signed.url()) {
            all.add(at(recorded, recorded.url() + "?account=acct-1042&id=1"));
        }
        if (!source.equals("statuspage") && !signed.url()) {
            all.add(at(recorded, recorded.url() + "/"));
            all.add(at(recorded, recorded.url() + "/more"));
        }
        all.add(recorded);
        return all;
    }

    private static Posting with(Posting posting, String header, String value) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(posting.headers());
        headers.put(header, List.of(value));
        headers.values().removeIf(values -> values.contains(""));
        return new Posting(posting.url(), headers, posting.body());
    }

    private static Posting at(Posting posting, String url) {
        return new Posting(URI.create(url), posting.headers(), posting.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "standard-webhooks", "svix"})
    void signedMessageUnderTheOtherFamilyOfHeaders_isTheSameDelivery(String source) {
        CLOCK.set(Instant.now());
        Posting recorded = message(source);
        HttpResponse<String> first = send(recorded);

        HttpResponse<String> renamed = send(renamed(recorded));

        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(202);
        assertThat(RunningHub.json(renamed.body()).path("duplicate").asBoolean())
                .isTrue();
        assertThat(RunningHub.json(renamed.body()).path("event_id"))
                .isEqualTo(RunningHub.json(first.body()).path("event_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "generic, svix-id", "generic, svix-timestamp", "generic, svix-signature",
        "svix, svix-id", "svix, svix-timestamp", "svix, svix-signature",
        "standard-webhooks, svix-id"
    })
    void bothFamiliesOfHeaders_areRefusedLikeAnyForgery(String source, String header) {
        CLOCK.set(Instant.now());
        Posting recorded = message(source);
        long before = events(source);
        send(recorded);

        for (Posting one : List.of(recorded, renamed(recorded))) {
            boolean svix = one.headers().keySet().stream()
                    .anyMatch(name -> name.toLowerCase().startsWith("svix-"));
            String other = svix ? header.replace("svix-", "webhook-") : header;
            HttpResponse<String> answer = send(with(one, other, "other"));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("could not be authenticated").doesNotContain("-id", "famil");
        }
        assertThat(events(source) - before).isEqualTo(1);
    }

    private static int messages;

    private static Posting message(String source) {
        messages++;
        String body = source.equals("generic")
                ? "{\"type\":\"call.ended\",\"data\":{\"call\":{\"id\":\"family-" + messages + "\"}}}"
                : "{\"type\":\"call.ended\",\"data\":{\"call_id\":\"family-" + messages + "\"}}";
        return senders.signed(hub.url(), source, JSON, body.getBytes(StandardCharsets.UTF_8), "family-" + messages);
    }

    private static Posting renamed(Posting posting) {
        Map<String, List<String>> headers = new TreeMap<>();
        posting.headers()
                .forEach((name, values) -> headers.put(
                        name.toLowerCase(java.util.Locale.ROOT).replaceFirst("^webhook-", "svix-"), values));
        return new Posting(posting.url(), headers, posting.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ?a=1 | CallSid=CA9&CallStatus=completed&SequenceNumber=4 | ?a=1 | CallSid=CA9&CallStatus=completed&SequenceNumbe=r4
            ?a=1 | CallSid=CA8&CallStatus=completed&SequenceNumber=4 | ?a=1 | CallSid=CA8&CallStatus=completed&SequenceNumber4=
            ?a=1 | CallSid=CA7&CallStatus=completed | ?a=1CallSidCA7 | CallStatus=completed
            ?a=1 | CallSid=CA6&CallStatus=completed | ?a=1CallSidCA6CallStatuscompleted | x
            ?a=1 | A=CallSid&CallSid=CA5&CallStatus=busy | ?a=1 | ACallSid=&CallSid=CA5&CallStatus=busy
            """)
    void lettersThatMoveWithinATwilioSignature_makeNoOtherEvent(
            String query, String form, String movedQuery, String movedForm) throws Exception {
        String signature = twilio(query, form);
        long before = events("twilio");

        assertThat(twilio(query, form, signature)).isEqualTo(200);
        int moved = twilio(movedQuery, movedForm.equals("x") ? "" : movedForm, signature);

        assertThat(moved).as("the scheme cannot tell the two apart").isEqualTo(200);
        assertThat(events("twilio") - before).isEqualTo(1);
    }

    @Test
    void twilioRequestAsAGet_isTheSameDelivery() throws Exception {
        String signature = twilio("?a=get-1", "");
        long before = events("twilio");

        twilio("?a=get-1", "", signature);
        RawHttp.Answer get = RawHttp.send(
                hub.url(),
                "GET",
                "/hooks/twilio?a=get-1",
                Map.of("X-Twilio-Signature", List.of(signature)),
                new byte[0]);

        assertThat(get.status()).isEqualTo(200);
        assertThat(events("twilio") - before).isEqualTo(1);
    }

    @Test
    void twilioRequestsThatDifferOnlyInTheirSignedQuery_areTwoDeliveries() throws Exception {
        long before = events("twilio");

        for (String query : List.of("?a=two-1", "?a=two-2")) {
            assertThat(twilio(query, "", twilio(query, ""))).isEqualTo(200);
        }

        assertThat(events("twilio") - before).isEqualTo(2);
    }

    @Test
    void plivoRetryUnderAnotherNonce_isTheSameDelivery() {
        long before = events("plivo");
        byte[] body = "CallUUID=nonce-1&Event=Hangup&CallStatus=completed".getBytes(StandardCharsets.UTF_8);

        for (String nonce : List.of("11111", "22222")) {
            assertThat(send(senders.signed(hub.url(), "plivo", FORM, body, nonce))
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(events("plivo") - before).isEqualTo(1);
    }

    private static String twilio(String query, String form) throws Exception {
        StringBuilder text = new StringBuilder(TestSecrets.lookUp("PATCHBAY_PUBLIC_URL") + "/hooks/twilio" + query);
        for (String pair : form.split("&")) {
            text.append(pair.replaceFirst("=", ""));
        }
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(
                TestSecrets.lookUp("SOURCE_TWILIO_SECRET").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static int twilio(String query, String form, String signature) {
        return RawHttp.send(
                        hub.url(),
                        "POST",
                        "/hooks/twilio" + query,
                        Map.of("Content-Type", List.of(FORM), "X-Twilio-Signature", List.of(signature)),
                        form.getBytes(StandardCharsets.UTF_8))
                .status();
    }

    private static HttpResponse<String> send(Posting posting) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(posting.url()).POST(HttpRequest.BodyPublishers.ofByteArray(posting.body()));
        posting.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return hub.send(request);
    }

    private static long events(String source) {
        return hub.bean(JdbcTemplate.class)
                .queryForObject(
                        "select count(*) from event where source = ? and delivery_key not like 'fetched:%'",
                        Long.class, source);
    }
}
