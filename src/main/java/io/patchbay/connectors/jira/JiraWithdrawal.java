package io.patchbay.connectors.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.connectors.text.IssueKey;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.dispatch.WithdrawalReason;
import io.patchbay.event.CaseBrief;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes an earlier ticket of a case out of use. Where its texts must not be read there any more, its summary, its
 * description and every comment that the hub wrote on it are replaced by a neutral sentence; otherwise it is linked to the
 * ticket that stands now. Then it is closed, where the company wants that. Each step can be made again without harm.
 *
 * <p>Jira keeps what an issue said in its history, which people with access to the project can read; only deleting the
 * issue removes it.
 */
final class JiraWithdrawal {
    private static final int COMMENTS_PER_PAGE = 100;
    private static final int MAX_PAGES = 50;
    private static final String OUR_MARK = "pb-";

    private final JiraSettings settings;
    private final CaseBrief brief;
    private final Target target;

    JiraWithdrawal(JiraSettings settings, CaseBrief brief, Target target) {
        this.settings = settings;
        this.brief = brief;
        this.target = target;
    }

    /** @param me the account id that the hub has at Jira */
    Conversation begin(String me) {
        return target.reason().conceals() ? conceal(me) : point();
    }

    private Conversation conceal(String me) {
        Object body = JiraComposer.withdrawn(brief, target.reason() == WithdrawalReason.RESTRICTED);
        return step(
                ProviderRequest.put(settings.base(), issue(""), body, settings.headers()),
                () -> comments(me, new ArrayDeque<>(), 0));
    }

    /** Everything of ours is listed first: replacing a comment may move it in the list. */
    private Conversation comments(String me, Deque<String> ours, int page) {
        ProviderRequest request = ProviderRequest.get(
                settings.base(),
                issue("/comment"),
                Map.of(
                        "maxResults", String.valueOf(COMMENTS_PER_PAGE),
                        "startAt", String.valueOf(page * COMMENTS_PER_PAGE)),
                settings.headers());
        return Conversation.ask(request, answer -> {
            JsonNode comments = answer.json().path("comments");
            if (!answer.ok() || !comments.isArray()) {
                return refused(answer);
            }
            for (JsonNode comment : comments) {
                boolean byUs = comment.path("author").path("accountId").asText().equals(me);
                String id = comment.path("id").asText();
                if (byUs
                        && JiraAnswers.isId(id)
                        && comment.path("body").toString().contains(OUR_MARK)) {
                    ours.add(id);
                }
            }
            if (comments.size() < COMMENTS_PER_PAGE) {
                return replace(ours);
            }
            return page + 1 < MAX_PAGES
                    ? comments(me, ours, page + 1)
                    : Conversation.end(Outcome.Kind.REJECTED, answer.status(), "too many comments to withdraw");
        });
    }

    private Conversation replace(Deque<String> ours) {
        return ours.isEmpty() ? close() : step(replacement(ours.remove()), () -> replace(ours));
    }

    private ProviderRequest replacement(String comment) {
        return ProviderRequest.put(
                settings.base(), issue("/comment/" + comment), JiraComposer.withdrawnComment(), settings.headers());
    }

    /** An earlier ticket in the open is linked as one issue to another; one in a restricted project tells the new one nothing. */
    private Conversation point() {
        CaseBrief.Receipt ticket = brief.receipt("jira");
        if (!IssueKey.is(ticket.key())) {
            return close();
        }
        ProviderRequest remote = ProviderRequest.post(
                settings.base(), issue("/remotelink"), JiraComposer.movedLink(brief.ref(), ticket), settings.headers());
        Conversation remoteLink = step(remote, this::close);
        return target.reason() == WithdrawalReason.MOVED
                ? andClose(new JiraIssueLink(settings, ticket.key(), target.key(), remoteLink).begin())
                : remoteLink;
    }

    /** Goes on to closing where the conversation ends well. */
    private Conversation andClose(Conversation link) {
        if (link.asks()) {
            return Conversation.ask(link.request(), answer -> andClose(link.next(answer)));
        }
        return link.outcome().kind() == Outcome.Kind.SUCCEEDED ? close() : link;
    }

    private Conversation close() {
        if (!settings.moves().closeOld()) {
            return done();
        }
        ProviderRequest request =
                ProviderRequest.get(settings.base(), issue("/transitions"), Map.of(), settings.headers());
        return Conversation.ask(request, answer -> {
            if (!answer.ok()) {
                return refused(answer);
            }
            for (JsonNode transition : answer.json().path("transitions")) {
                if (closes(transition)) {
                    return close(transition.path("id").asText());
                }
            }
            return done();
        });
    }

    private boolean closes(JsonNode transition) {
        String wanted = settings.moves().closeTransition();
        return wanted.isEmpty()
                ? transition.at("/to/statusCategory/key").asText().equals("done")
                : transition.path("id").asText().equals(wanted)
                        || transition.path("name").asText().equalsIgnoreCase(wanted)
                        || transition.at("/to/name").asText().equalsIgnoreCase(wanted);
    }

    /** A workflow that wants more for it than the hub knows leaves the ticket open, empty, to people. */
    private Conversation close(String transition) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("transition").put("id", transition);
        return Conversation.ask(
                ProviderRequest.post(settings.base(), issue("/transitions"), body, settings.headers()),
                answer -> answer.ok() || answer.status() == 400 ? done() : refused(answer));
    }

    /** One comment alone. */
    Conversation comment() {
        return step(replacement(target.providerId()), this::done);
    }

    private Conversation step(ProviderRequest request, Supplier<Conversation> next) {
        return Conversation.ask(request, answer -> answer.ok() ? next.get() : refused(answer));
    }

    private static Conversation refused(ProviderAnswer answer) {
        return Conversation.end(answer.byStatus(true, JiraAnswers.reason(answer)));
    }

    private Conversation done() {
        return Conversation.end(Outcome.succeeded(target.providerId(), key(), "", settings.browseUrl(key()), 200));
    }

    /** The ticket that is withdrawn, or on which the comment stands. */
    private String key() {
        String key = target.key().isEmpty() ? target.root() : target.key();
        if (!IssueKey.is(key)) {
            throw new NotDeliverableException("the ticket that is to be withdrawn has no key");
        }
        return key;
    }

    private String issue(String below) {
        return "/rest/api/3/issue/" + key() + below;
    }
}
