package io.patchbay.senders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The events that one call makes at each provider, in the order in which things happen. The caller's line is that of an account of the
 * shipped directory, so that a case without it is another case.
 */
final class CallEvents {
    private static final String RINGING = "{\"from\":\"15555550142\",\"to\":\"15555550100\","
            + "\"uuid\":\"aaaaaaaa-bbbb-cccc-dddd-0123456789ab\","
            + "\"conversation_uuid\":\"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab\",\"status\":\"ringing\","
            + "\"direction\":\"inbound\",\"timestamp\":\"2026-08-20T17:01:02.000Z\"}";
    private static final String CONVERSATION_ENDED = "{\"data\":{\"id\":\"e-ended\","
            + "\"event_type\":\"call.conversation.ended\",\"occurred_at\":\"2026-08-20T17:04:10.000Z\","
            + "\"payload\":{\"call_session_id\":\"428c31b6-abf3-3bc1-b7f4-5013ef9657c1\",\"duration_sec\":186,"
            + "\"reason\":\"user_hangup\"}}}";

    /**
     * One event.
     *
     * @param last whether what the case is decided on is in it, so that a call without it is another story
     */
    record Part(String name, String contentType, String body, boolean last) {}

    private CallEvents() {}

    /** By source. */
    static Map<String, List<Part>> all() {
        return Map.of(
                "vonage",
                List.of(
                        json("ringing", RINGING),
                        payload("vonage-answer.json"),
                        payload("vonage-event-input.json"),
                        last(payload("vonage-event-completed.json"))),
                "telnyx",
                List.of(
                        payload("telnyx-call.initiated.json"),
                        json(
                                "answered",
                                ShippedSenders.text("telnyx-call.initiated.json")
                                        .replace("call.initiated", "call.answered")
                                        .replace("0ccc7b54", "0ccc7b55")),
                        json("conversation ended", CONVERSATION_ENDED),
                        payload("telnyx-call.hangup.json"),
                        last(payload("telnyx-call.conversation_insights.generated.json"))),
                "retell",
                List.of(
                        payload("retell-call_started.json"),
                        payload("retell-call_ended.json"),
                        last(payload("retell-call_analyzed.json"))),
                "vapi",
                List.of(payload("vapi-status-update-ended.json"), last(payload("vapi-end-of-call-report.json"))),
                "plivo",
                List.of(
                        payload("plivo-answer.form"),
                        new Part(
                                "ring",
                                ShippedSenders.contentType("plivo-answer.form"),
                                ShippedSenders.text("plivo-answer.form")
                                        .replace("Event=StartApp", "Event=Ring")
                                        .replace("&STIRVerification=Verified&X-PH-Tenant=acme", ""),
                                false),
                        last(payload("plivo-hangup.form"))),
                "amazon-connect",
                List.of(
                        contact("INITIATED", "a"),
                        contact("CONNECTED_TO_SYSTEM", "b"),
                        last(contact("DISCONNECTED", "c")),
                        contact("COMPLETED", "d")),
                "twilio",
                List.of(
                        payload("twilio-incoming-call.form"),
                        payload("twilio-dial-action.form"),
                        payload("twilio-status-callback-completed.form"),
                        payload("twilio-recording-status.form"),
                        last(payload("twilio-conversation-intelligence-v3.json"))),
                "elevenlabs",
                List.of(last(payload("elevenlabs-post_call_transcription.json"))),
                "standard-webhooks",
                List.of(
                        payload("standardwebhooks-generic-call.ended.json"),
                        last(payload("standardwebhooks-generic-call.analyzed.json"))));
    }

    private static Part contact(String type, String id) {
        String known = "\"customerEndpoint\":{\"address\":\"+15555550142\"},\"eventType\": \"" + type + "\"";
        String said = type.equals("CONNECTED_TO_SYSTEM") ? known : "\"eventType\": \"" + type + "\"";
        return json(
                type,
                ShippedSenders.text("amazonconnect-contact-disconnected.json")
                        .replace("\"eventType\": \"DISCONNECTED\"", said)
                        .replace("abcabcab-abca", "abcabcab-abc" + id));
    }

    private static Part payload(String file) {
        return new Part(file, ShippedSenders.contentType(file), ShippedSenders.text(file), false);
    }

    private static Part json(String name, String body) {
        return new Part(name, "application/json", body, false);
    }

    private static Part last(Part part) {
        return new Part(part.name(), part.contentType(), part.body(), true);
    }

    /** The parts with the caller's line and account as the shipped directory has them. */
    static List<Part> of(String source) {
        List<Part> parts = new ArrayList<>();
        for (Part part : all().get(source)) {
            String body = part.body()
                    .replace("15555550142", "15550100013")
                    .replace("ACME-77", "acct-1060")
                    // client_state, base64 of "tenant=acme;account=acct-1060"
                    .replace("dGVuYW50PWFjbWU7YWNjb3VudD1BQ01FLTc3", "dGVuYW50PWFjbWU7YWNjb3VudD1hY2N0LTEwNjA=");
            parts.add(new Part(part.name(), part.contentType(), body, part.last()));
        }
        return parts;
    }
}
