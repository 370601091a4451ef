package io.patchbay.intake.feedback;

import io.patchbay.event.Feedback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Webhooks of Jira Cloud. The changelog says what happened, the issue in the same body how it stands after it; the
 * issue's id stays when its key changes.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/webhooks/">Jira Cloud webhooks</a>
 */
final class JiraEvents {
    private static final String OUR_LABEL = "pb-";

    private final String source;
    private final Said body;
    private final Said issue;
    private final Instant at;

    private JiraEvents(String source, Said body, Instant receivedAt) {
        this.source = source;
        this.body = body;
        this.issue = body.at("/issue");
        this.at = body.millis("/timestamp")
                .or(() -> issue.time("/fields/updated"))
                .orElse(receivedAt);
    }

    static List<Feedback> read(String source, Said body, Instant receivedAt) {
        JiraEvents events = new JiraEvents(source, body, receivedAt);
        if (events.issue.text("/id").isEmpty()) {
            return List.of();
        }
        return switch (body.text("/webhookEvent")) {
            case "jira:issue_created" -> events.created();
            case "jira:issue_updated" -> events.updated();
            case "jira:issue_deleted" -> List.of(events.fact("ticket.deleted", Map.of()));
            case "comment_created" -> List.of(events.comment("ticket.commented"));
            case "comment_updated" -> List.of(events.comment("ticket.comment_edited"));
            case "comment_deleted" -> List.of(events.comment("ticket.comment_deleted"));
            default -> List.of();
        };
    }

    private List<Feedback> created() {
        List<Feedback> facts = new ArrayList<>();
        facts.add(fact("ticket.created", Map.of()));
        String assignee = issue.text("/fields/assignee/accountId");
        if (!assignee.isEmpty()) {
            facts.add(fact("ticket.assigned", Map.of("assignee", assignee)));
        }
        return facts;
    }

    private List<Feedback> updated() {
        List<Feedback> facts = new ArrayList<>();
        item("Key")
                .ifPresent(key -> facts.add(
                        fact("ticket.moved", Map.of("from", key.text("/fromString"), "to", key.text("/toString")))));
        item("assignee").ifPresent(assignee -> facts.add(assigned(assignee.text("/to"))));
        Optional<Said> status = item("status");
        status.ifPresent(item -> facts.add(transition(item)));
        if (status.isEmpty()) {
            item("resolution").ifPresent(item -> facts.add(fact("ticket.resolution_changed", Map.of())));
        }
        if (body.at("/comment").exists()) {
            facts.add(comment("ticket.commented"));
        }
        return facts;
    }

    private Optional<Said> item(String field) {
        return body.each("/changelog/items")
                .filter(item -> item.text("/field").equals(field))
                .reduce((first, last) -> last);
    }

    private Feedback assigned(String assignee) {
        return assignee.isEmpty()
                ? fact("ticket.unassigned", Map.of())
                : fact("ticket.assigned", Map.of("assignee", assignee));
    }

    /** Reopened is what Jira calls so, or what takes the resolution away again. */
    private Feedback transition(Said item) {
        boolean cleared = item("resolution")
                .filter(resolution -> resolution.text("/toString").isEmpty())
                .isPresent();
        boolean reopened = body.text("/issue_event_type_name").equals("issue_reopened") || cleared;
        boolean done = issue.text("/fields/status/statusCategory/key").equals("done");
        return fact(
                reopened && !done ? "ticket.reopened" : "ticket.transitioned",
                Map.of("from", item.text("/fromString"), "to", item.text("/toString")));
    }

    /** Who commented and for whose eyes; the text stays in Jira. */
    private Feedback comment(String kind) {
        Said comment = body.at("/comment");
        Map<String, String> detail = new HashMap<>(Map.of("comment", comment.text("/id")));
        String open = comment.at("/visibility").exists() ? "false" : comment.flag("/jsdPublic");
        if (!open.isEmpty()) {
            detail.put("public", open);
        }
        boolean first = kind.equals("ticket.commented");
        Instant when = comment.time(first ? "/created" : "/updated").orElse(at);
        String author = comment.text(first ? "/author/accountId" : "/updateAuthor/accountId");
        return new Feedback(
                source,
                kind,
                issue.text("/id"),
                issue.text("/key"),
                markers(),
                author.isEmpty() ? body.text("/user/accountId") : author,
                when,
                comment.text("/id"),
                "",
                "",
                "",
                detail);
    }

    private Feedback fact(String kind, Map<String, String> detail) {
        return new Feedback(
                source,
                kind,
                issue.text("/id"),
                issue.text("/key"),
                markers(),
                body.text("/user/accountId"),
                at,
                order(),
                issue.text("/fields/status/name"),
                issue.text("/fields/status/statusCategory/key"),
                issue.text("/fields/resolution/name"),
                detail);
    }

    /** Changelog ids grow; with the zeros in front they do so as texts as well. */
    private String order() {
        String id = body.text("/changelog/id");
        return id.matches("\\d{1,19}") ? "0".repeat(20 - id.length()) + id : id;
    }

    private List<String> markers() {
        return issue.each("/fields/labels")
                .map(label -> label.text(""))
                .filter(label -> label.startsWith(OUR_LABEL))
                .map(label -> label.substring(OUR_LABEL.length()))
                .limit(20)
                .toList();
    }
}
