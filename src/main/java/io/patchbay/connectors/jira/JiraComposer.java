package io.patchbay.connectors.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.jira.AdfDocument.Fact;
import io.patchbay.connectors.text.Headline;
import io.patchbay.connectors.text.IssueKey;
import io.patchbay.connectors.text.Marker;
import io.patchbay.connectors.text.PlainText;
import io.patchbay.dispatch.Delivery;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseBrief.Matter;
import io.patchbay.event.IncidentReference;
import io.patchbay.platform.Json;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Request bodies for the Jira Cloud platform REST API, version 3. Limits: summary 255 characters on one line, rich text
 * 32,767, label 255 without spaces, remote link's global id 255.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/">Jira Cloud REST API v3</a>
 */
final class JiraComposer {
    static final String PROPERTY = "patchbay.dispatch";
    /** Says nothing of what was reported, of whom, or of why it is gone. */
    static final String WITHDRAWN = "What stood here is handled elsewhere and was withdrawn.";

    static final int MAX_SUMMARY = 255;
    static final int MAX_TEXT = 32_767;
    private static final int SHORT = 255;
    private static final int LONG = 8_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JiraComposer() {}

    /** {@code POST /issue}. Severity sets a priority only when it is confirmed. */
    static ObjectNode issue(Delivery delivery, JiraSettings settings) {
        CaseBrief brief = delivery.brief();
        JiraSettings.Project project = settings.project(brief.queue(), delivery.place());
        ObjectNode body = JSON.objectNode();
        ObjectNode fields = body.putObject("fields");
        fields.putObject("project").put("key", project.key());
        fields.set("issuetype", reference(project.issueType()));
        fields.put("summary", summary(brief));
        fields.set("description", description(brief));
        ArrayNode labels = fields.putArray("labels").add("patchbay").add(Marker.label(delivery.marker()));
        String incident = delivery.payload().getOrDefault("incident", "");
        if (IncidentReference.is(incident)) {
            labels.add(incident);
        }
        if (!project.securityLevel().isEmpty()) {
            fields.set("security", reference(project.securityLevel()));
        }
        String priority = settings.priorities().getOrDefault(brief.severity().label(), "");
        if (brief.severity().confirmed() && !priority.isEmpty()) {
            fields.set("priority", reference(priority));
        }
        if (!brief.owner().jiraAccountId().isEmpty()) {
            fields.putObject("assignee").put("id", brief.owner().jiraAccountId());
        }
        body.putArray("properties").add(proof(delivery));
        return body;
    }

    /** {@code POST /issue/{key}/comment}; for staff only unless the payload says {@code public} = {@code true} and the caller is trusted. */
    static ObjectNode comment(Delivery delivery) {
        CaseBrief brief = delivery.brief();
        ObjectNode body = JSON.objectNode();
        body.set("body", bounded(cap -> new AdfDocument()
                .paragraph(PlainText.lines(delivery.payload().getOrDefault("text", ""), cap))
                .paragraph("Patchbay case " + brief.ref() + ", call " + PlainText.id(brief.callId()) + ", "
                        + Marker.label(delivery.marker()))));
        ArrayNode properties = body.putArray("properties").add(proof(delivery));
        boolean internal = !"true".equals(delivery.payload().get("public"))
                || !brief.matter().trusted();
        ObjectNode visibility = properties.addObject().put("key", "sd.public.comment");
        visibility.putObject("value").put("internal", internal);
        return body;
    }

    /** {@code PUT /issue/{key}}: nothing that was reported is left on a ticket that stands no more. */
    static ObjectNode withdrawn(CaseBrief brief, boolean names) {
        ObjectNode body = JSON.objectNode();
        ObjectNode fields = body.putObject("fields");
        fields.put("summary", "[" + brief.ref() + "] Handled elsewhere");
        CaseBrief.Receipt ticket = brief.receipt("jira");
        AdfDocument text = new AdfDocument().paragraph(WITHDRAWN + " Patchbay case " + brief.ref() + ".");
        if (names && IssueKey.is(ticket.key())) {
            text.link("Go on in " + ticket.key(), ticket.url());
        }
        fields.set("description", text.document());
        return body;
    }

    /** {@code PUT /issue/{key}/comment/{id}}: the same for one comment. */
    static ObjectNode withdrawnComment() {
        ObjectNode body = JSON.objectNode();
        body.set("body", new AdfDocument().paragraph(WITHDRAWN).document());
        return body;
    }

    /** {@code POST /issue/{key}/remotelink}: an upsert on the global id, which is the same for a case and a target. */
    static ObjectNode remoteLink(CaseBrief brief, String target, String url) {
        boolean slack = "slack".equals(target);
        ObjectNode body = JSON.objectNode().put("globalId", "patchbay:case=" + brief.ref() + "&target=" + target);
        body.putObject("application")
                .put("type", slack ? "com.slack" : "com.pagerduty")
                .put("name", slack ? "Slack" : "PagerDuty");
        body.put("relationship", slack ? "discussed in" : "paged by");
        body.putObject("object")
                .put("url", url)
                .put("title", (slack ? "Slack thread of case " : "Page of case ") + brief.ref());
        return body;
    }

    /** The same for the ticket of an earlier case about the matter. */
    static ObjectNode caseLink(String earlier, String url) {
        ObjectNode body = JSON.objectNode().put("globalId", "patchbay:case=" + earlier);
        body.putObject("application").put("type", "patchbay").put("name", "Patchbay");
        body.put("relationship", "follows");
        body.putObject("object").put("url", url).put("title", "Ticket of case " + earlier);
        return body;
    }

    /** On a ticket that stands no more: the one that stands. */
    static ObjectNode movedLink(String ref, CaseBrief.Receipt ticket) {
        ObjectNode body = JSON.objectNode().put("globalId", "patchbay:moved=" + ref);
        body.putObject("application").put("type", "patchbay").put("name", "Patchbay");
        body.put("relationship", "goes on in");
        body.putObject("object").put("url", ticket.url()).put("title", ticket.key());
        return body;
    }

    private static String summary(CaseBrief brief) {
        return PlainText.line("[" + brief.ref() + "] " + Headline.of(brief), MAX_SUMMARY);
    }

    private static ObjectNode description(CaseBrief brief) {
        Matter matter = brief.matter();
        return bounded(cap -> new AdfDocument()
                .heading("What was reported")
                .paragraph(PlainText.lines(matter.summary(), cap))
                .facts(report(matter))
                .heading("Who reported it")
                .facts(caller(matter))
                .heading("How it was routed")
                .facts(routing(brief))
                .heading(
                        brief.unsupportedClaims().isEmpty() ? "Case" : "Heard in the call, not promised by the company")
                .bullets(brief.unsupportedClaims().stream()
                        .limit(10)
                        .map(claim -> "Unconfirmed, do not repeat: " + PlainText.line(claim, SHORT))
                        .toList())
                .paragraph("Patchbay case " + brief.ref() + ", call " + PlainText.id(brief.callId()) + ", source "
                        + PlainText.line(brief.source(), 64)));
    }

    private static List<Fact> report(Matter matter) {
        String users = matter.affectedUsers() > 0 ? String.valueOf(matter.affectedUsers()) : "";
        return List.of(
                fact("Product area", matter.productArea()),
                fact("Team", matter.team()),
                fact("Error", matter.errorMessage()),
                fact("Region", matter.region()),
                fact("Impact, as reported", matter.impact()),
                fact("Affected users, as reported", users),
                fact("Business function", matter.businessFunction()),
                fact("Workaround", matter.workaround()),
                fact("Failing since, as reported", matter.failureStartedAt()),
                fact("Requested next step", matter.requestedNextStep()),
                fact("Transcript", matter.transcriptUrl()));
    }

    private static List<Fact> caller(Matter matter) {
        String account = matter.accountName().isBlank()
                ? matter.accountId()
                : matter.accountName() + " (" + matter.accountId() + ")";
        return List.of(
                fact("Account", account),
                fact("Tier", matter.tier()),
                fact("Match", matter.match()),
                fact("Caller", matter.callerName()),
                fact("Role", matter.callerRole()),
                fact("Call back", matter.callbackNumber()),
                fact("Call back when", matter.callbackPreference()));
    }

    private static List<Fact> routing(CaseBrief brief) {
        return List.of(
                fact("Queue", brief.queue()),
                fact("Owner", brief.owner().name()),
                fact("Severity", brief.severity().label()),
                fact("Confirmed by", brief.severity().confirmedBy()),
                fact("Rule", brief.rule()),
                fact("Needs review", String.join(", ", brief.reviewReasons())),
                fact("Calls", brief.calls() > 1 ? String.valueOf(brief.calls()) : ""),
                fact("Call interrupted", brief.matter().interrupted() ? "yes, the report may be incomplete" : ""));
    }

    private static Fact fact(String label, String value) {
        return new Fact(label, PlainText.line(value, SHORT));
    }

    /** The document with the most free text that still fits; counted as JSON, since Jira does not say how it counts. */
    private static ObjectNode bounded(IntFunction<AdfDocument> document) {
        int cap = LONG;
        AdfDocument whole = document.apply(cap);
        while (whole.longest() > MAX_TEXT && Json.write(whole.document()).length() > MAX_TEXT && cap > 1) {
            cap /= 2;
            whole = document.apply(cap);
        }
        return whole.document();
    }

    private static ObjectNode proof(Delivery delivery) {
        ObjectNode property = JSON.objectNode().put("key", PROPERTY);
        property.putObject("value")
                .put("marker", delivery.marker())
                .put("case", delivery.brief().ref())
                .put("source", delivery.brief().source())
                .put("call_id", PlainText.id(delivery.brief().callId()));
        return property;
    }

    /** What Jira knows by id or by name: configuration may give either. */
    private static ObjectNode reference(String idOrName) {
        return JSON.objectNode().put(NUMBER.matcher(idOrName).matches() ? "id" : "name", idOrName);
    }
}
