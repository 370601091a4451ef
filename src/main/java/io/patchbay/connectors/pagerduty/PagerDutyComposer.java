package io.patchbay.connectors.pagerduty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.text.Headline;
import io.patchbay.connectors.text.PlainText;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Matter;
import io.patchbay.event.CaseBrief.Receipt;
import java.util.Set;

/**
 * Events for PagerDuty's Events API v2. The dedup key is always sent: without one PagerDuty makes one up and every
 * attempt becomes an alert. Limits: summary 1,024 characters, dedup key 255, the event 512 KB.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an alert event</a>
 */
final class PagerDutyComposer {
    private static final int MAX_SUMMARY = 1_024;
    private static final int MAX_KEY = 255;
    private static final int MAX_DETAIL = 1_000;
    private static final Set<String> ACTIONS = Set.of(Operation.TRIGGER, Operation.ACKNOWLEDGE, Operation.RESOLVE);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PagerDutyComposer() {}

    /** The event of the delivery's operation. A case whose severity nobody confirmed pages nobody. */
    static ObjectNode event(Delivery delivery, PagerDutySettings settings) {
        CaseBrief brief = delivery.brief();
        if (!ACTIONS.contains(delivery.operation())) {
            throw new NotDeliverableException("PagerDuty knows trigger, acknowledge and resolve only");
        }
        ObjectNode event = JSON.objectNode()
                .put("routing_key", settings.routingKey(brief.queue(), place(delivery)))
                .put("event_action", delivery.operation())
                .put("dedup_key", dedupKey(delivery));
        if (Operation.TRIGGER.equals(delivery.operation())) {
            if (!brief.severity().confirmed()) {
                throw new NotDeliverableException("severity unconfirmed");
            }
            event.put("client", "Patchbay");
            event.set("payload", payload(brief, settings));
            ArrayNode links = event.putArray("links");
            addLink(links, brief.receipt("jira"), "Ticket");
            addLink(links, brief.receipt("slack"), "Slack message");
        }
        return event;
    }

    /** What was paged is acknowledged and resolved at the same service, whatever queue the case is in by now. */
    private static String place(Delivery delivery) {
        return delivery.target() == null ? delivery.place() : delivery.target().place();
    }

    /** What a page is known by: named by the payload, else the marker of the trigger; never empty. */
    static String dedupKey(Delivery delivery) {
        String key = delivery.payload().getOrDefault("dedup_key", "");
        if (key.isEmpty()) {
            key = Operation.TRIGGER.equals(delivery.operation())
                    ? delivery.marker()
                    : delivery.brief().receipt("pagerduty").id();
        }
        if (key.isBlank() || key.length() > MAX_KEY) {
            throw new NotDeliverableException("there is no page to " + delivery.operation());
        }
        return key;
    }

    private static ObjectNode payload(CaseBrief brief, PagerDutySettings settings) {
        String level = brief.severity().label();
        ObjectNode payload = JSON.objectNode()
                .put("summary", summary(brief))
                .put("source", brief.source())
                .put("severity", settings.severities().getOrDefault(level, "critical"))
                .put("group", brief.queue());
        if (!brief.restricted()) {
            put(payload, "component", brief.matter().productArea());
        }
        payload.set("custom_details", details(brief));
        return payload;
    }

    private static String summary(CaseBrief brief) {
        String level = brief.severity().label();
        if (brief.restricted()) {
            return level + ": restricted case " + brief.ref() + " in queue " + brief.queue();
        }
        String account = PlainText.line(brief.matter().accountName(), 100);
        String whose = account.isEmpty() ? "" : account + ": ";
        return PlainText.line(level + ": " + whose + Headline.of(brief), MAX_SUMMARY);
    }

    private static ObjectNode details(CaseBrief brief) {
        ObjectNode details = JSON.objectNode()
                .put("case", brief.ref())
                .put("call_id", PlainText.id(brief.callId()))
                .put("source", brief.source());
        put(details, "ticket", brief.receipt("jira").key());
        if (brief.restricted()) {
            return details;
        }
        Matter matter = brief.matter();
        put(details, "account", matter.accountId());
        put(details, "account_name", matter.accountName());
        put(details, "tier", matter.tier());
        put(details, "product_area", matter.productArea());
        put(details, "team", matter.team());
        put(details, "error", matter.errorMessage());
        put(details, "region", matter.region());
        put(details, "impact_as_reported", matter.impact());
        put(details, "affected_users_as_reported", matter.affectedUsers() > 0 ? "" + matter.affectedUsers() : "");
        put(details, "failing_since_as_reported", matter.failureStartedAt());
        put(details, "severity_confirmed_by", brief.severity().confirmedBy());
        put(details, "owner", brief.owner().name());
        put(details, "calls", String.valueOf(brief.calls()));
        return details;
    }

    private static void put(ObjectNode details, String name, String value) {
        String text = PlainText.line(value, MAX_DETAIL);
        if (!text.isEmpty()) {
            details.put(name, text);
        }
    }

    private static void addLink(ArrayNode links, Receipt receipt, String text) {
        if (receipt.url().startsWith("https://") || receipt.url().startsWith("http://")) {
            links.addObject().put("href", receipt.url()).put("text", text);
        }
    }
}
