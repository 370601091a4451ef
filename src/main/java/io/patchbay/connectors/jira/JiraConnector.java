package io.patchbay.connectors.jira;

import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderClient;
import io.patchbay.connectors.http.ProviderConnector;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.connectors.http.ProviderState;
import io.patchbay.connectors.text.IssueKey;
import io.patchbay.connectors.text.PlainText;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.DuplicateSearch;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.event.CaseBrief;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the hub can do in Jira Cloud. */
public final class JiraConnector implements ProviderConnector {
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s<>|\"]{1,1900}");

    private final Optional<JiraSettings> settings;
    private final Optional<URI> incidents;
    private final ProviderClient client;

    /**
     * @param settings empty when Jira is switched off
     * @param incidents where people open PagerDuty's incidents; empty when PagerDuty is switched off
     */
    public JiraConnector(Optional<JiraSettings> settings, Optional<URI> incidents, ProviderClient client) {
        this.settings = settings;
        this.incidents = incidents;
        this.client = client;
    }

    @Override
    public String destination() {
        return "jira";
    }

    @Override
    public Map<String, Function<Delivery, Conversation>> operations() {
        return Map.of(
                Operation.CREATE_ISSUE, this::createIssue,
                Operation.ADD_COMMENT, this::addComment,
                Operation.REOPEN_ISSUE, this::reopenIssue,
                Operation.LINK, this::link,
                Operation.WITHDRAW_ISSUE, this::withdraw,
                Operation.WITHDRAW_COMMENT, this::withdraw);
    }

    @Override
    public Map<String, Function<Delivery, Conversation>> lookUps() {
        return Map.of(Operation.CREATE_ISSUE, this::findIssue, Operation.ADD_COMMENT, this::findComment);
    }

    private Conversation createIssue(Delivery delivery) {
        JiraSettings jira = jira();
        return Conversation.ask(
                ProviderRequest.post(
                        jira.base(), "/rest/api/3/issue", JiraComposer.issue(delivery, jira), jira.headers()),
                answer -> Conversation.end(JiraAnswers.created(answer, jira)));
    }

    private Conversation findIssue(Delivery delivery) {
        return new JiraLookups(jira()).issue(delivery);
    }

    /** Closes every issue that the delivery made besides the oldest, and says which is kept. */
    public void closeDuplicates(DuplicateSearch search) {
        search.end(client.outcomeOf(() -> duplicates(search.delivery())));
    }

    Conversation duplicates(Delivery delivery) {
        return new JiraLookups(jira()).duplicates(delivery);
    }

    private Conversation addComment(Delivery delivery) {
        String url = jira().browseUrl(issueKey(delivery));
        return Conversation.ask(
                postBelow(delivery, "comment", JiraComposer.comment(delivery)),
                answer -> Conversation.end(JiraAnswers.commented(answer, url)));
    }

    private Conversation findComment(Delivery delivery) {
        return new JiraLookups(jira()).comment(delivery, issueKey(delivery));
    }

    /**
     * Links the case's issue as the payload's {@code target} says: to its Slack thread, its page, or the issue of an earlier
     * case, which is a link between two issues where both are in Jira.
     */
    private Conversation link(Delivery delivery) {
        String target = delivery.payload().getOrDefault("target", "");
        if ("case".equals(target)) {
            return linkCase(delivery);
        }
        if (!"slack".equals(target) && !"pagerduty".equals(target)) {
            throw new NotDeliverableException("a link needs the target slack or pagerduty");
        }
        CaseBrief brief = delivery.brief();
        String url = brief.receipt(target).url();
        if (url.isEmpty() && "pagerduty".equals(target)) {
            url = incidents.orElseThrow(() -> NotDeliverableException.switchedOff("pagerduty")) + "/incidents";
        }
        if (!WEB_ADDRESS.matcher(url).matches()) {
            throw new NotDeliverableException("the case has no address at " + target + " to link to");
        }
        return remoteLink(delivery, JiraComposer.remoteLink(brief, target, url));
    }

    private Conversation linkCase(Delivery delivery) {
        String url = delivery.payload().getOrDefault("url", "");
        if (!WEB_ADDRESS.matcher(url).matches()) {
            throw new NotDeliverableException("the earlier case has no ticket to link to");
        }
        String earlier = PlainText.line(delivery.payload().getOrDefault("case", ""), 9);
        Conversation remote = remoteLink(delivery, JiraComposer.caseLink(earlier, url));
        String key = delivery.payload().getOrDefault("key", "");
        return IssueKey.is(key) ? new JiraIssueLink(jira(), issueKey(delivery), key, remote).begin() : remote;
    }

    /** An upsert on the link's global id. */
    private Conversation remoteLink(Delivery delivery, Object body) {
        String url = jira().browseUrl(issueKey(delivery));
        return Conversation.ask(
                postBelow(delivery, "remotelink", body), answer -> Conversation.end(JiraAnswers.linked(answer, url)));
    }

    private Conversation reopenIssue(Delivery delivery) {
        return new JiraReopening(jira(), delivery.brief().receipt("jira").id(), issueKey(delivery)).begin();
    }

    /** Takes an earlier ticket of the case, or one comment, out of use. */
    private Conversation withdraw(Delivery delivery) {
        Target target = delivery.target();
        if (target == null || !target.made()) {
            return Conversation.end(Outcome.succeeded("", "", "", "", 0));
        }
        JiraWithdrawal withdrawal = new JiraWithdrawal(jira(), delivery.brief(), target);
        return Operation.WITHDRAW_COMMENT.equals(delivery.operation())
                ? withdrawal.comment()
                : new JiraLookups(jira()).asOurselves(withdrawal::begin);
    }

    /** How the tickets of these cases stand now; those that have none are left out. */
    public ProviderState present(List<CaseBrief> briefs) {
        List<CaseBrief> ticketed = briefs.stream()
                .filter(brief -> JiraAnswers.isId(brief.receipt("jira").id()))
                .limit(JiraProviderState.MOST)
                .toList();
        if (ticketed.isEmpty() || settings.isEmpty()) {
            return new ProviderState(held -> Conversation.end(Outcome.Kind.ABSENT, 0, "no tickets"));
        }
        return new ProviderState(held -> new JiraLookups(jira()).present(ticketed, held));
    }

    private ProviderRequest postBelow(Delivery delivery, String what, Object body) {
        JiraSettings jira = jira();
        return ProviderRequest.post(
                jira.base(), "/rest/api/3/issue/" + issueKey(delivery) + "/" + what, body, jira.headers());
    }

    private static String issueKey(Delivery delivery) {
        String key = delivery.brief().receipt("jira").key();
        if (!IssueKey.is(key)) {
            throw new NotDeliverableException("the case has no Jira issue yet");
        }
        return key;
    }

    private JiraSettings jira() {
        return settings.orElseThrow(() -> NotDeliverableException.switchedOff("jira"));
    }
}
