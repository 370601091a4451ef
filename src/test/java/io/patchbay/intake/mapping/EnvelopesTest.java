package io.patchbay.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.patchbay.event.Phase;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.expression.Signed;
import io.patchbay.intake.source.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopesTest {
    private final Envelopes envelopes = new Envelopes();

    private Envelope read(String source, String body) {
        return envelopes.read(Shipped.source(source), Shipped.json(source, body));
    }

    @Test
    void deliveryId_comesFromWhatTheSenderSends() {
        RawEvent event = Shipped.event("generic", "generic-call.analyzed.json", "Webhook-Id", "msg_unsigned");
        Envelope envelope =
                envelopes.read(Shipped.source("generic"), event, new Signed("msg_1", Set.of("webhook-id"), "hash"));
        assertThat(envelope.deliveryKey()).isEqualTo("msg_1");
        assertThat(envelope.callId()).isEqualTo("call-000001");
        assertThat(envelope.phase()).contains(Phase.ANALYZED);
    }

    @Test
    void deliveryWithoutAnId_isKnownByItsBody() {
        assertThat(read("telnyx", "{\"data\":{}}").deliveryKey())
                .isEqualTo("sha256:" + Shipped.json("telnyx", "{\"data\":{}}").bodyHash());
    }

    @Test
    void longDeliveryId_isHashed() {
        String id = "x".repeat(300);
        assertThat(read("telnyx", "{\"data\":{\"id\":\"" + id + "\"}}").deliveryKey())
                .isEqualTo("sha256:" + RawEvent.sha256(id.getBytes(StandardCharsets.UTF_8)))
                .hasSizeLessThan(255);
    }

    @Test
    void twilioDelivery_isKnownByWhatIsSignedAndNotByItsIdempotencyToken() {
        Signed signed = new Signed("", Set.of(), "hash-of-the-signed-text");
        for (String token : new String[] {"tok-1", "tok-2"}) {
            RawEvent event = Shipped.event("twilio", "twilio-incoming-call.form", "I-Twilio-Idempotency-Token", token);
            assertThat(envelopes.read(Shipped.source("twilio"), event, signed).deliveryKey())
                    .isEqualTo("hash-of-the-signed-text");
        }
    }

    @Test
    void twilioAnswerThatTheHubFetched_isKnownByItsCallStatusAndNumber() {
        RawEvent event = Shipped.event("twilio", "twilio-status-callback-completed.form");
        assertThat(envelopes.read(Shipped.source("twilio"), event).deliveryKey())
                .startsWith("CA")
                .contains(":completed:");
    }

    @ParameterizedTest
    @CsvSource({
        "twilio, twilio-incoming-call.form, application/json",
        "slack, slack-block_actions.form, application/json",
        "slack, slack-event_callback-message.json, application/x-www-form-urlencoded",
        "vapi, vapi-end-of-call-report.json, application/x-www-form-urlencoded",
        "telnyx-texml, telnyx-texml-call-completed.form, text/plain"
    })
    void contentTypeThatNobodySigned_changesNothing(String source, String payload, String otherType) {
        RawEvent event = Shipped.event(source, payload);
        RawEvent other = new RawEvent(source, otherType, event.query(), event.headers(), event.body());

        assertThat(envelopes.read(Shipped.source(source), other))
                .isEqualTo(envelopes.read(Shipped.source(source), event));
    }

    @Test
    void vapiRetryWithAnotherBody_hasTheSameKey() {
        String first = new String(Shipped.payload("vapi-end-of-call-report.json"), StandardCharsets.UTF_8);
        String again = first.replace("?sig=abc", "?sig=def").replace("1787245452102", "1787245999999");
        assertThat(read("vapi", again).deliveryKey())
                .isEqualTo(read("vapi", first).deliveryKey());
    }

    @Test
    void unknownTypesAndShapes_areKeptAndIgnored() {
        assertThat(read("telnyx", "{\"data\":{\"id\":\"e\",\"event_type\":\"call.sneezed\"}}")
                        .phase())
                .isEmpty();
        assertThat(read("telnyx", "[1,2]").phase()).isEmpty();
        assertThat(read("generic", "{\"type\":\"call.sneezed\",\"data\":{\"call\":{\"id\":\"c\"}}}")
                        .phase())
                .isEmpty();
    }

    @Test
    void callIdThatIsTooLong_countsAsNone() {
        assertThat(read("bland", "{\"call_id\":\"" + "x".repeat(256) + "\"}").callId())
                .isEmpty();
    }

    @Test
    void dialledLeg_belongsToTheCallThatDialledIt() {
        byte[] body = "CallSid=CA2&ParentCallSid=CA1&Direction=outbound-dial&CallStatus=completed"
                .getBytes(StandardCharsets.UTF_8);
        Envelope leg = envelopes.read(
                Shipped.source("twilio"),
                new RawEvent("twilio", "application/x-www-form-urlencoded", "", Map.of(), body));
        assertThat(leg.callId()).isEqualTo("CA1");
        assertThat(leg.phase()).contains(Phase.TRANSFER);
    }

    @Test
    void slackChallenge_isAnsweredAndNothingElse() {
        Envelope envelope =
                envelopes.read(Shipped.source("slack"), Shipped.event("slack", "slack-url_verification.json"));
        assertThat(envelope.challenge()).isTrue();
        assertThat(envelope.answer())
                .contains(new Answer(200, "text/plain", "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"));
    }

    @Test
    void answer_isTheSourcesOwnOrOurs() {
        assertThat(envelopes
                        .read(Shipped.source("twilio"), Shipped.event("twilio", "twilio-incoming-call.form"))
                        .answer())
                .contains(new Answer(200, "text/xml", "<Response/>"));
        assertThat(read("retell", "{}").answer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "{", "{\"a\":1", "{\"a\":1,\"a\":2}", "{} {}", "nul", "{\"a\":01}", "\"\\x\"", "<xml/>"})
    void bodyThatIsNotOneJsonValue_isMalformed(String body) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> read("retell", body))
                .withNoCause();
    }

    @Test
    void emptyBody_saysNothing() {
        assertThat(read("retell", "").phase()).isEmpty();
        assertThat(read("retell", "").callId()).isEmpty();
    }

    @Test
    void deepJson_isMalformed() {
        String body = "[".repeat(65) + "]".repeat(65);
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> read("retell", body))
                .withMessageContaining("deeper than 64");
        assertThat(read("retell", "[".repeat(64) + "]".repeat(64)).phase()).isEmpty();
    }

    @Test
    void formWithACutEscapeOrTooManyFields_isMalformed() {
        for (String body : new String[] {"a=%4", "a=%zz", "a&".repeat(1_001)}) {
            RawEvent event = new RawEvent(
                    "twilio", "application/x-www-form-urlencoded", "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(MalformedEvent.class)
                    .isThrownBy(() -> envelopes.read(Shipped.source("twilio"), event));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"data":{"call":{"id":"c"}}} | /type: is required
            {"type":"call.ended"} | /data: is required
            {"type":"call.ended","data":{}} | /data/call: is required
            {"type":"call.ended","data":{"call":{}}} | /data/call/id: is required
            {"type":"call.ended","data":{"call":{"id":7}}} | /data/call/id: has a wrong type
            {"type":"call.ended","data":{"call":{"id":" "}}} | /data/call/id: is empty or has control characters
            {"type":"call.ended","data":{"call":{"id":"a\\u0000"}}} | /data/call/id: is empty or has control characters
            {"type":"call.ended","data":{"call":{"id":"c","interrupted":"no"}}} | /data/call/interrupted: has a wrong type
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"topics":["a",1]}}} | /data/report/topics/1: has a wrong type
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"affected_users":"40"}}} | /data/report/affected_users: has a wrong type
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"summary":null}}} | /data/report/summary: has a wrong type
            {"type":"call.ended","data":{"call":{"id":"c"},"confirmations":{"a":1}}} | /data/confirmations/a: has a wrong type
            {"type":"call.ended","data":{"call":{"id":"c","duration_seconds":-1}}} | /data/call/duration_seconds: is out of bounds
            {"type":"call.ended","data":{"call":{"id":"c","duration_seconds":2592001}}} | /data/call/duration_seconds: is out of bounds
            {"type":"call.ended","data":{"call":{"id":"c","duration_seconds":1e300}}} | /data/call/duration_seconds: is out of bounds
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"affected_users":-1}}} | /data/report/affected_users: is out of bounds
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"affected_users":10000000001}}} | /data/report/affected_users: is out of bounds
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"affected_users":18446744073709551617}}} | /data/report/affected_users: is out of bounds
            {"type":"call.ended","timestamp":"1999-12-31T23:59:59Z","data":{"call":{"id":"c"}}} | /timestamp: is no time from 2000 to 2099
            {"type":"call.ended","timestamp":"2100-01-01T00:00:00Z","data":{"call":{"id":"c"}}} | /timestamp: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c","started_at":"0001-01-01T00:00:00Z"}}} | /data/call/started_at: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c","ended_at":"2026-02-30T00:00:00Z"}}} | /data/call/ended_at: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c","ended_at":"2026-11-21T25:00:00Z"}}} | /data/call/ended_at: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c","ended_at":"2026-13-01"}}} | /data/call/ended_at: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"started_at":"+1000000000-12-31T23:59:59Z"}}} | /data/report/started_at: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"started_at":"99999999999-01-01T00:00:00Z"}}} | /data/report/started_at: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"started_at":"-2026-01-01T00:00:00Z"}}} | /data/report/started_at: is no time from 2000 to 2099
            {"type":"call.ended","data":{"call":{"id":"c"},"report":{"started_at":"1999-12-31T20:00:00-03:00"}}} | /data/report/started_at: is no time from 2000 to 2099
            """)
    void callReportThatBreaksTheSchema_isToldByItsPointer(String body, String message) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> read("generic", body))
                .withMessage(message)
                .satisfies(e -> assertThat(message).startsWith(e.pointer()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"started_at\":\"this morning\"",
                "\"started_at\":\"2026-11-21\"",
                "\"started_at\":\"2000-01-01T00:00:00Z\"",
                "\"started_at\":\"2099-12-31 23:59:59.999+00:00\"",
                "\"affected_users\":0",
                "\"affected_users\":10000000000"
            })
    void valueWithinTheBounds_orAWordForIt_isTaken(String member) {
        String body = "{\"type\":\"call.ended\",\"data\":{\"call\":{\"id\":\"c\"},\"report\":{" + member + "}}}";

        assertThat(read("generic", body).callId()).isEqualTo("c");
    }

    @Test
    void callIdOf256Characters_isTooLong() {
        for (String id : new String[] {"x".repeat(256), "😀".repeat(128)}) {
            assertThatExceptionOfType(MalformedEvent.class)
                    .isThrownBy(() -> read("generic", "{\"type\":\"x\",\"data\":{\"call\":{\"id\":\"" + id + "\"}}}"))
                    .withMessage("/data/call/id: is too long");
        }
    }

    @Test
    void callReportAsAForm_isMalformed() {
        RawEvent event =
                new RawEvent("generic", "application/x-www-form-urlencoded", "", Map.of(), new byte[] {'a', '=', 'b'});
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> envelopes.read(Shipped.source("generic"), event))
                .withMessage("a call report is sent as application/json");
    }
}
