package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A call that a test describes: who calls from where, what they say, and what else its source tells of it. */
public final class PhoneCall {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicInteger EVENTS = new AtomicInteger();

    private final String id = "phone-" + CALLS.incrementAndGet();
    private final ObjectNode call = JsonNodeFactory.instance.objectNode().put("id", id);
    private final ObjectNode data = JsonNodeFactory.instance.objectNode();

    private PhoneCall(String line) {
        call.put("direction", "inbound").put("from", line).put("to", "+15550199999");
        data.set("call", call);
    }

    /** A call from that line; carriers write {@code anonymous} for one that is withheld. */
    public static PhoneCall from(String line) {
        return new PhoneCall(line);
    }

    public PhoneCall contact(String contact) {
        data.withObjectProperty("caller").put("contact", contact);
        return this;
    }

    public PhoneCall account(String reference) {
        data.withObjectProperty("account").put("reference", reference);
        return this;
    }

    /** What the network attests of the line. */
    public PhoneCall attested(String attestation) {
        call.put("attestation", attestation);
        return this;
    }

    /** What the sender says of the caller's identity. */
    public PhoneCall verification(String state) {
        data.withObjectProperty("verification")
                .put("method", "pin")
                .put("state", state)
                .put("reference", "idv-" + id);
        return this;
    }

    /** A failure of that product area. */
    public PhoneCall failing(String area) {
        return says("intent", "report_outage")
                .says("product_area", area)
                .says("error_message", "HTTP 503")
                .says("summary", "It fails: " + area);
    }

    /** That the caller cannot work, which the sender has verified. */
    public PhoneCall blocked() {
        data.withObjectProperty("confirmations").put("report.impact", "verified");
        return says("impact", "blocked");
    }

    public PhoneCall says(String field, String value) {
        data.withObjectProperty("report").put(field, value);
        return this;
    }

    public String id() {
        return id;
    }

    /** Posts what is known of the call as that phase, and returns the answer when the hub has worked on it. */
    public HttpResponse<String> post(StaffDesk desk, String phase) {
        HttpResponse<String> answer = send(desk.hub, phase);
        desk.worked(answer);
        return answer;
    }

    /** Posts what is known of the call as that phase, and returns the answer at once. */
    public HttpResponse<String> send(RunningHub hub, String phase) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("type", phase)
                .put("timestamp", Instant.now().toString());
        event.set("data", data);
        return SignedCall.of(
                        "msg_phone_" + EVENTS.incrementAndGet(),
                        Json.write(event).getBytes(StandardCharsets.UTF_8))
                .post(hub);
    }

    /** Posts the call as analysed, and returns its case when everything planned for it has ended. */
    public JsonNode settled(StaffDesk desk) {
        post(desk, "call.analyzed");
        return desk.settled(id);
    }
}
