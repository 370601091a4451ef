package io.patchbay.connectors;

import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.event.CaseBrief;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Door to Jira Cloud, called by the {@code jira-*} Kamelets. */
public final class JiraConnector {
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s<>|\"]{1,1900}");

    private final Destinations destinations;

    JiraConnector(Destinations destinations) {
        this.destinations = destinations;
    }

    /** The request that creates the case's issue. */
    public ProviderRequest createIssue(Delivery delivery) {
        JiraSettings jira = destinations.jira();
        return ProviderRequest.post(
                jira.base(), "/rest/api/3/issue", JiraComposer.issue(delivery, jira), headers(jira));
    }

    public Outcome issueCreated(ProviderAnswer answer) {
        return JiraAnswers.created(answer, destinations.jira());
    }

    /** Looks for the issue that an earlier attempt may have created. */
    public Conversation findIssue(Delivery delivery) {
        JiraSettings jira = destinations.jira();
        return new JiraLookups(jira, headers(jira)).issue(delivery);
    }

    /** Closes every issue that the delivery made besides the oldest, and says which is kept. */
    public Conversation closeDoubles(Delivery delivery) {
        JiraSettings jira = destinations.jira();
        return new JiraLookups(jira, headers(jira)).doubles(delivery);
    }

    /** The request that adds the payload's {@code text} to the case's issue. */
    public ProviderRequest addComment(Delivery delivery) {
        return postBelow(delivery, "comment", JiraComposer.comment(delivery));
    }

    public Outcome commentAdded(Delivery delivery, ProviderAnswer answer) {
        return JiraAnswers.commented(answer, destinations.jira().browseUrl(issueKey(delivery)));
    }

    /** Looks for the comment that an earlier attempt may have added. */
    public Conversation findComment(Delivery delivery) {
        JiraSettings jira = destinations.jira();
        return new JiraLookups(jira, headers(jira)).comment(delivery, issueKey(delivery));
    }

    /**
     * Links the case's issue as the payload's {@code target} says: to its Slack thread, its page, or the issue of an earlier
     * case, which is a link between two issues where both are in Jira.
     */
    public Conversation link(Delivery delivery) {
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
            url = destinations.pagerDuty().web() + "/incidents";
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
        String earlier = Plain.line(delivery.payload().getOrDefault("case", ""), 9);
        Conversation remote = remoteLink(delivery, JiraComposer.caseLink(earlier, url));
        String key = delivery.payload().getOrDefault("key", "");
        JiraSettings jira = destinations.jira();
        return JiraAnswers.isKey(key)
                ? new JiraIssueLink(jira, headers(jira), issueKey(delivery), key, remote).begin()
                : remote;
    }

    /** An upsert on the link's global id. */
    private Conversation remoteLink(Delivery delivery, Object body) {
        String url = destinations.jira().browseUrl(issueKey(delivery));
        return Conversation.ask(
                postBelow(delivery, "remotelink", body), answer -> Conversation.end(JiraAnswers.linked(answer, url)));
    }

    /** Whether the company says how a done issue is opened again. */
    public boolean reopens() {
        return destinations.hasJira() && !destinations.jira().reopen().isEmpty();
    }

    /** Takes the case's issue out of its done status. */
    public Conversation reopenIssue(Delivery delivery) {
        JiraSettings jira = destinations.jira();
        return new JiraReopening(
                        jira, headers(jira), delivery.brief().receipt("jira").id(), issueKey(delivery))
                .begin();
    }

    /** Takes an earlier ticket of the case, or one comment, out of use. */
    public Conversation withdraw(Delivery delivery) {
        JiraSettings jira = destinations.jira();
        Target target = delivery.target();
        if (target == null || !target.made()) {
            return Conversation.end(Outcome.succeeded("", "", "", "", 0));
        }
        JiraWithdrawal withdrawal = new JiraWithdrawal(jira, headers(jira), delivery.brief(), target);
        return Operation.WITHDRAW_COMMENT.equals(delivery.operation())
                ? withdrawal.comment()
                : new JiraLookups(jira, headers(jira)).asOurselves(withdrawal::begin);
    }

    /** How the tickets of these cases stand now; those that have none are left out. */
    public Present present(List<CaseBrief> briefs) {
        List<CaseBrief> ticketed = briefs.stream()
                .filter(brief -> JiraAnswers.isId(brief.receipt("jira").id()))
                .limit(JiraPresent.MOST)
                .toList();
        if (ticketed.isEmpty() || !destinations.hasJira()) {
            return new Present(held -> Conversation.end(Outcome.Kind.ABSENT, 0, "no tickets"));
        }
        JiraSettings jira = destinations.jira();
        return new Present(held -> new JiraLookups(jira, headers(jira)).present(ticketed, held));
    }

    private ProviderRequest postBelow(Delivery delivery, String what, Object body) {
        JiraSettings jira = destinations.jira();
        return ProviderRequest.post(
                jira.base(), "/rest/api/3/issue/" + issueKey(delivery) + "/" + what, body, headers(jira));
    }

    private static String issueKey(Delivery delivery) {
        String key = delivery.brief().receipt("jira").key();
        if (!JiraAnswers.isKey(key)) {
            throw new NotDeliverableException("the case has no Jira issue yet");
        }
        return key;
    }

    private static Map<String, String> headers(JiraSettings jira) {
        return Map.of("Authorization", jira.authorization(), "Accept", "application/json");
    }
}
