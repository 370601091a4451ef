package io.patchbay.connectors.writeback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Receipt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The body of the write-back to a source, {@code case.updated}: ids and states only, no text of the call. */
final class CaseUpdated {
    private static final List<String> EVIDENCE = List.of(
            "ticket_created",
            "owner_assigned",
            "engineering_engaged",
            "incident_declared",
            "fix_deployed",
            "service_restored");
    private static final List<String> DESTINATIONS = List.of("jira", "slack", "pagerduty");

    /** Why a write-back says so little; the same sentence for every such call, so that it tells nothing by itself. */
    static final String WITHHELD = "The caller is not proven to belong to an account.";

    private CaseUpdated() {}

    /**
     * What the source is told of a call whose match is not trusted: that there is something under that status, and neither
     * what nor where nor whose.
     *
     * @param callId the call
     */
    static ObjectNode withheld(CaseBrief brief, String callId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("call_id", callId)
                .put("status", brief.status())
                .put("terminal", brief.terminal())
                .put("withheld", WITHHELD);
    }

    /**
     * What the source of a call is told; two briefs that tell the same make the same data.
     *
     * @param callId the call, which need not be the one that opened the case
     */
    static ObjectNode data(CaseBrief brief, String callId) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("call_id", callId)
                .put("case", brief.ref())
                .put("status", brief.status())
                .put("queue", brief.queue());
        data.putObject("owner")
                .put("name", brief.owner().name())
                .put("assigned", brief.evidence().containsKey("owner_assigned"));
        ObjectNode severity = data.putObject("severity");
        severity.put("state", brief.severity().confirmed() ? "confirmed" : "unconfirmed");
        severity.put("level", brief.severity().confirmed() ? brief.severity().label() : null);
        ObjectNode evidence = data.putObject("evidence");
        EVIDENCE.forEach(name -> evidence.put(name, time(brief.evidence().get(name))));
        ArrayNode destinations = data.putArray("destinations");
        DESTINATIONS.forEach(name -> destinations.add(destination(brief.receipt(name))));
        return data.put("terminal", brief.terminal());
    }

    /**
     * What the source is told about the incident that its call belongs to: an approved message, word for word.
     *
     * @param updateId by which the source may say that it was seen
     */
    static ObjectNode incident(CaseBrief brief, String updateId, Map<String, String> news) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("call_id", brief.callId())
                .put("case", brief.ref())
                .put("incident", news.get("incident"))
                .put("stage", news.get("stage"))
                .put("version", Integer.parseInt(news.get("version")))
                .put("update_id", updateId)
                .put("message", news.get("text"))
                .put("terminal", "resolved".equals(news.get("stage")));
    }

    /** The whole body. @param type {@code case.updated} or {@code incident.updated} */
    static ObjectNode body(String type, ObjectNode data, Instant now) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("type", type).put("timestamp", time(now));
        body.set("data", data);
        return body;
    }

    private static ObjectNode destination(Receipt receipt) {
        ObjectNode destination = JsonNodeFactory.instance
                .objectNode()
                .put("destination", receipt.destination())
                .put("status", receipt.status());
        put(destination, "id", receipt.id());
        put(destination, "key", receipt.key());
        put(destination, "channel", receipt.channel());
        put(destination, "url", receipt.url());
        put(destination, "reason", receipt.reason());
        return destination;
    }

    private static void put(ObjectNode destination, String name, String value) {
        if (!value.isEmpty()) {
            destination.put(name, value);
        }
    }

    private static String time(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
