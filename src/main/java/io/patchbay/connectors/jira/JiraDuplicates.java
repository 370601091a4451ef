package io.patchbay.connectors.jira;

import static io.patchbay.dispatch.Outcome.Kind.ABSENT;
import static io.patchbay.dispatch.Outcome.Kind.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Closes the issues that one delivery made besides the first: each is linked to it as its duplicate, gets a comment that
 * says so, and is moved to a status of the category {@code done}. One that is done already is left as it is. Where the ticket
 * was withdrawn because its texts must not be read there any more, those of all the issues are replaced.
 */
final class JiraDuplicates {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JiraSettings settings;
    private final Delivery delivery;
    private final List<JsonNode> issues;

    /** @param issues all issues that carry the delivery's proof, the oldest first */
    JiraDuplicates(JiraSettings settings, Delivery delivery, List<JsonNode> issues) {
        this.settings = settings;
        this.delivery = delivery;
        this.issues = issues;
    }

    /** @param me the account id that the hub has at Jira */
    Conversation close(String me) {
        return issues.size() < 2
                ? Conversation.end(ABSENT, 200, "no duplicates")
                : from(1, () -> isConcealed() ? conceal(0, me) : Conversation.end(closed()));
    }

    private boolean isConcealed() {
        return delivery.target() != null && delivery.target().reason().conceals();
    }

    /** Which of them was the case's ticket when it was withdrawn may have changed since: the texts of all are replaced. */
    private Conversation conceal(int number, String me) {
        if (number == issues.size()) {
            return Conversation.end(closed());
        }
        String id = issues.get(number).path("id").asText();
        Target made = delivery.target();
        Target issue =
                new Target(made.id(), true, made.place(), id, key(issues.get(number)), "", made.reason(), made.root());
        return withdrawn(
                new JiraWithdrawal(settings, delivery.brief(), issue).begin(me), () -> conceal(number + 1, me));
    }

    /** A refusal is no end: the texts still stand, so the sweep is made again. */
    private static Conversation withdrawn(Conversation withdrawal, Supplier<Conversation> next) {
        if (withdrawal.asks()) {
            return Conversation.ask(withdrawal.request(), answer -> withdrawn(withdrawal.next(answer), next));
        }
        Outcome outcome = withdrawal.outcome();
        return outcome.kind() == Outcome.Kind.SUCCEEDED
                ? next.get()
                : Conversation.end(UNKNOWN, outcome.httpStatus(), "texts not withdrawn: " + outcome.reason());
    }

    private Conversation from(int number, Supplier<Conversation> last) {
        if (number == issues.size()) {
            return last.get();
        }
        JsonNode issue = issues.get(number);
        Supplier<Conversation> next = () -> from(number + 1, last);
        return "done".equals(issue.at("/fields/status/statusCategory/key").asText())
                ? next.get()
                : link(key(issue), next);
    }

    /** Sites may have done away with the link type; the comment says it as well. */
    private Conversation link(String key, Supplier<Conversation> next) {
        ObjectNode body = JSON.objectNode();
        body.putObject("type").put("name", "Duplicate");
        body.putObject("inwardIssue").put("key", key);
        body.putObject("outwardIssue").put("key", kept());
        ProviderRequest request =
                ProviderRequest.post(settings.base(), "/rest/api/3/issueLink", body, settings.headers());
        return Conversation.ask(request, answer -> comment(key, next));
    }

    private Conversation comment(String key, Supplier<Conversation> next) {
        ObjectNode body = JSON.objectNode();
        body.set(
                "body",
                new AdfDocument()
                        .paragraph("The same as " + kept()
                                + ", made a second time because an answer of Jira was lost. Go on there.")
                        .document());
        return Conversation.ask(
                ProviderRequest.post(settings.base(), below(key, "comment"), body, settings.headers()),
                answer -> answer.ok() ? transitions(key, next) : tryLater(answer));
    }

    private Conversation transitions(String key, Supplier<Conversation> next) {
        ProviderRequest request =
                ProviderRequest.get(settings.base(), below(key, "transitions"), Map.of(), settings.headers());
        return Conversation.ask(request, answer -> {
            if (!answer.ok()) {
                return tryLater(answer);
            }
            for (JsonNode transition : answer.json().path("transitions")) {
                if ("done".equals(transition.at("/to/statusCategory/key").asText())) {
                    return close(key, transition.path("id").asText(), next);
                }
            }
            return next.get();
        });
    }

    /** A workflow that wants more for it than we know leaves the issue open, with its comment, to people. */
    private Conversation close(String key, String transition, Supplier<Conversation> next) {
        ObjectNode body = JSON.objectNode();
        body.putObject("transition").put("id", transition);
        return Conversation.ask(
                ProviderRequest.post(settings.base(), below(key, "transitions"), body, settings.headers()),
                answer -> next.get());
    }

    private static Conversation tryLater(ProviderAnswer answer) {
        return Conversation.end(answer.lookedUp().orElseThrow());
    }

    private Outcome closed() {
        String others = issues.stream().skip(1).map(JiraDuplicates::key).collect(Collectors.joining(", "));
        String id = issues.get(0).path("id").asText();
        return new Outcome(Outcome.Kind.SUCCEEDED, id, kept(), "", settings.browseUrl(kept()), null, 200, others);
    }

    private String kept() {
        return key(issues.get(0));
    }

    private static String key(JsonNode issue) {
        return issue.path("key").asText();
    }

    private static String below(String key, String what) {
        return "/rest/api/3/issue/" + key + "/" + what;
    }
}
