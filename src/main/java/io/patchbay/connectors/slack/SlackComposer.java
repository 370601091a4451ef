package io.patchbay.connectors.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.text.Headline;
import io.patchbay.connectors.text.IssueKey;
import io.patchbay.connectors.text.Marker;
import io.patchbay.connectors.text.PlainText;
import io.patchbay.connectors.text.UnpromisedText;
import io.patchbay.dispatch.Delivery;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Matter;
import io.patchbay.event.CaseBrief.Receipt;
import io.patchbay.event.IncidentReference;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bodies for Slack's Web API. What callers said stands in {@code plain_text} objects only; in mrkdwn, {@code &}, {@code <}
 * and {@code >} are escaped, which disarms {@code <!channel>}, mentions and links. A restricted case shows its
 * reference, queue, ticket and owner, and nothing else.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
 */
final class SlackComposer {
    static final String EVENT_TYPE = "patchbay_case";
    private static final int MAX_HEADER = 150;
    private static final int MAX_FIELD = 300;
    private static final int MAX_SECTION = 2_000;
    /** Escaping makes of one character five at the most, and Slack splits a text above 4,000. */
    private static final int MAX_RAW_TEXT = 700;

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,30}");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>|\"]{1,1900}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SlackComposer() {}

    /** {@code chat.postMessage}: the case's one message. */
    static ObjectNode message(Delivery delivery, String channel) {
        ObjectNode body = caseMessage(delivery, channel);
        sentOnce(body, delivery);
        return body;
    }

    /** {@code chat.postMessage} into the case's thread: the payload's {@code text}. */
    static ObjectNode reply(Delivery delivery, String channel, String threadTs) {
        CaseBrief brief = delivery.brief();
        String given = PlainText.lines(delivery.payload().getOrDefault("text", ""), MAX_SECTION);
        String said = brief.restricted() || given.isEmpty()
                ? "Case " + brief.ref() + " has news. It stands in the ticket."
                : given;
        ObjectNode body = JSON.objectNode().put("channel", channel).put("thread_ts", threadTs);
        body.put("text", escaped(PlainText.lines(said, MAX_RAW_TEXT)));
        ObjectNode section = block("section", delivery.marker());
        section.set("text", plain(said));
        ArrayNode blocks = body.putArray("blocks").add(section);
        if ("owner".equals(delivery.payload().get("mention"))) {
            ObjectNode mention = block("section", "");
            mention.putObject("text").put("type", "mrkdwn").put("text", "*Owner* " + owner(brief));
            blocks.add(mention);
        }
        sentOnce(body, delivery);
        return body;
    }

    /** {@code chat.postMessage} to the fallback channel: the case's page reaches nobody. Of a restricted case the reference only. */
    static ObjectNode fallback(Delivery delivery, String channel) {
        CaseBrief brief = delivery.brief();
        String late = delivery.payload().getOrDefault("undelivered_for", "some time");
        String said = brief.restricted()
                ? "PagerDuty has not taken the page of restricted case " + brief.ref() + " for " + late
                : "PagerDuty has not taken the page of case " + brief.ref() + " for " + late + ": "
                        + brief.severity().label() + ". Please call who is on duty.";
        ObjectNode body = JSON.objectNode().put("channel", channel);
        body.put("text", escaped(PlainText.line(said, MAX_RAW_TEXT)));
        ArrayNode blocks = body.putArray("blocks");
        ObjectNode section = block("section", delivery.marker());
        section.set("text", plain(PlainText.line(said, MAX_SECTION)));
        blocks.add(section);
        if (!brief.restricted()) {
            addLines(blocks, brief);
        }
        sentOnce(body, delivery);
        return body;
    }

    /** {@code chat.update}: the case's message as the case now stands. The metadata of the first post stays. */
    static ObjectNode update(Delivery delivery, String channel, String ts) {
        return caseMessage(delivery, channel).put("ts", ts);
    }

    /** {@code chat.update}: nothing of what the message or the reply said is left. */
    static ObjectNode withdrawn(CaseBrief brief, String channel, String ts) {
        return replaced(withdrawnText(brief), channel, ts);
    }

    static String withdrawnText(CaseBrief brief) {
        return "What stood here is handled elsewhere and was withdrawn. Case " + brief.ref() + ".";
    }

    /** {@code chat.update}: the message points to where the case goes on. */
    static ObjectNode moved(CaseBrief brief, String channel, String ts) {
        String ticket = brief.receipt("jira").key();
        String where = brief.restricted() || !IssueKey.is(ticket) ? "" : ", ticket " + ticket;
        return replaced(
                "Case " + brief.ref() + " went to the queue " + brief.queue() + where + ". Go on there.", channel, ts);
    }

    private static ObjectNode replaced(String text, String channel, String ts) {
        ObjectNode body = JSON.objectNode().put("channel", channel).put("ts", ts);
        body.put("text", escaped(text));
        ObjectNode section = block("section", "");
        section.set("text", plain(text));
        body.putArray("blocks").add(section);
        return body;
    }

    /** {@code chat.postEphemeral}: the payload's {@code text} for the eyes of its {@code user} only. */
    static ObjectNode ephemeral(Delivery delivery, Receipt message) {
        String user = delivery.payload().getOrDefault("user", "");
        if (!USER.matcher(user).matches()) {
            throw new NotDeliverableException("there is nobody to tell");
        }
        String text = PlainText.line(delivery.payload().getOrDefault("text", ""), MAX_RAW_TEXT);
        return JSON.objectNode()
                .put("channel", message.channel())
                .put("user", user)
                .put("text", escaped("Case " + delivery.brief().ref() + ": " + text));
    }

    private static ObjectNode caseMessage(Delivery delivery, String channel) {
        CaseBrief brief = delivery.brief();
        if (IncidentReference.is(brief.ref())) {
            return incidentMessage(delivery, channel);
        }
        ObjectNode body = JSON.objectNode().put("channel", channel);
        String title = title(brief);
        body.put("text", escaped(PlainText.line(title, MAX_RAW_TEXT)));
        ArrayNode blocks = body.putArray("blocks");
        ObjectNode header = block("header", delivery.marker());
        header.set("text", plain(PlainText.line(title, MAX_HEADER)));
        blocks.add(header);
        if (!brief.restricted()) {
            addDetail(blocks, brief);
        }
        addLines(blocks, brief);
        addActs(blocks, brief);
        SlackButtons.add(blocks, brief);
        ObjectNode context = block("context", "");
        context.putArray("elements").add(plain(footer(brief)));
        blocks.add(context);
        return body;
    }

    /** The incident's title and its live count; nothing in it can be pressed. */
    private static ObjectNode incidentMessage(Delivery delivery, String channel) {
        CaseBrief brief = delivery.brief();
        String title = brief.ref() + " · " + brief.matter().intent();
        ObjectNode body = JSON.objectNode().put("channel", channel);
        body.put("text", escaped(PlainText.line(title, MAX_RAW_TEXT)));
        ArrayNode blocks = body.putArray("blocks");
        ObjectNode header = block("header", delivery.marker());
        header.set("text", plain(PlainText.line(title, MAX_HEADER)));
        blocks.add(header);
        ObjectNode count = block("section", "");
        count.set("text", plain(PlainText.lines(brief.matter().summary(), MAX_SECTION)));
        blocks.add(count);
        ObjectNode context = block("context", "");
        context.putArray("elements")
                .add(plain("Patchbay incident " + brief.ref() + "; its cases have no message of their own"));
        blocks.add(context);
        return body;
    }

    private static String title(CaseBrief brief) {
        return brief.restricted() ? "Restricted case " + brief.ref() : brief.ref() + " · " + Headline.of(brief);
    }

    private static void addDetail(ArrayNode blocks, CaseBrief brief) {
        Matter matter = brief.matter();
        ArrayNode fields = JSON.arrayNode();
        String account = PlainText.line(matter.accountName(), MAX_FIELD);
        field(fields, "Account", account.isEmpty() ? "not known" : account);
        field(fields, "Tier", matter.tier());
        field(fields, "Severity", severity(brief));
        field(fields, "Impact, as reported", matter.impact());
        field(fields, "Product area", matter.productArea());
        field(fields, "Team", matter.team());
        field(fields, "Error", matter.errorMessage());
        field(fields, "Region", matter.region());
        field(fields, "Calls", brief.calls() > 1 ? String.valueOf(brief.calls()) : "");
        ObjectNode section = block("section", "");
        section.set("fields", fields);
        blocks.add(section);
        String said = PlainText.lines(UnpromisedText.summary(brief), MAX_SECTION);
        if (!said.isEmpty()) {
            ObjectNode summary = block("section", "");
            summary.set("text", plain(said));
            blocks.add(summary);
        }
    }

    private static String severity(CaseBrief brief) {
        return brief.severity().confirmed() ? brief.severity().label() : "severity unconfirmed";
    }

    /** Queue, owner and links; for a case in the open also why a person must look at it. */
    private static void addLines(ArrayNode blocks, CaseBrief brief) {
        List<String> lines = new ArrayList<>();
        lines.add("*Queue* " + escaped(brief.queue()));
        lines.add("*Owner* " + owner(brief));
        lines.add("*Ticket* " + ticket(brief.receipt("jira")));
        if (!brief.restricted()) {
            if (!brief.reviewReasons().isEmpty()) {
                lines.add("*Needs review* "
                        + escaped(PlainText.line(String.join(", ", brief.reviewReasons()), MAX_FIELD)));
            }
            if (!brief.unsupportedClaims().isEmpty()) {
                lines.add("*Caution* the call holds "
                        + brief.unsupportedClaims().size() + " promise(s) the company did not make; see the ticket");
            }
        }
        ObjectNode section = block("section", "");
        section.putObject("text").put("type", "mrkdwn").put("text", String.join("\n", lines));
        blocks.add(section);
    }

    /** Who did what from this message. Names and the hub's own sentences, no text that anybody wrote. */
    private static void addActs(ArrayNode blocks, CaseBrief brief) {
        if (brief.restricted() || brief.acts().isEmpty()) {
            return;
        }
        ObjectNode block = block("context", "patchbay-acts");
        ArrayNode elements = block.putArray("elements");
        brief.acts()
                .forEach(act -> elements.add(plain(PlainText.line(
                        act.who() + " " + act.what() + " " + WHEN.format(act.at()) + " UTC", MAX_FIELD))));
        blocks.add(block);
    }

    private static String owner(CaseBrief brief) {
        String user = brief.owner().slackUserId();
        return USER.matcher(user).matches()
                ? "<@" + user + ">"
                : escaped(PlainText.line(brief.owner().name(), MAX_FIELD));
    }

    private static String ticket(Receipt ticket) {
        return IssueKey.is(ticket.key()) && ADDRESS.matcher(ticket.url()).matches()
                ? "<" + escaped(ticket.url()) + "|" + ticket.key() + ">"
                : "not created yet";
    }

    private static String footer(CaseBrief brief) {
        return brief.restricted()
                ? "Patchbay case " + brief.ref()
                : PlainText.line(
                        "Patchbay case " + brief.ref() + ", call " + brief.callId() + ", source " + brief.source(),
                        MAX_FIELD);
    }

    /** The marks by which a post of unknown fate is found again, and no previews of links from inside the company. */
    private static void sentOnce(ObjectNode body, Delivery delivery) {
        body.put("client_msg_id", Marker.uuid(delivery.marker()));
        body.put("unfurl_links", false).put("unfurl_media", false);
        ObjectNode metadata = body.putObject("metadata").put("event_type", EVENT_TYPE);
        metadata.putObject("event_payload")
                .put("op", delivery.marker())
                .put("case", delivery.brief().ref())
                .put("call_id", PlainText.id(delivery.brief().callId()))
                .put("source", delivery.brief().source());
    }

    private static ObjectNode block(String type, String id) {
        ObjectNode block = JSON.objectNode().put("type", type);
        return id.isEmpty() ? block : block.put("block_id", id);
    }

    private static void field(ArrayNode fields, String label, String value) {
        String shown = PlainText.line(value, MAX_FIELD);
        if (!shown.isEmpty()) {
            fields.add(plain(label + ": " + shown));
        }
    }

    private static ObjectNode plain(String text) {
        return JSON.objectNode().put("type", "plain_text").put("text", text).put("emoji", false);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
