package io.patchbay.simulator;

import static io.patchbay.simulator.Provider.CALLS;
import static io.patchbay.simulator.Provider.JIRA;
import static io.patchbay.simulator.Provider.PAGERDUTY;
import static io.patchbay.simulator.Provider.SLACK;
import static io.patchbay.simulator.Provider.WRITE_BACK;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The calls that the simulator answers. Faults and the journal name them by these constants.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/">Jira Cloud v3</a>
 * @see <a href="https://docs.slack.dev/reference/methods">Slack Web API</a>
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview">PagerDuty Events API v2</a>
 */
public enum Endpoint {
    JIRA_CREATE_ISSUE(JIRA, "POST", "/rest/api/3/issue"),
    JIRA_SEARCH(JIRA, "POST", "/rest/api/3/search/jql"),
    JIRA_BULK_FETCH(JIRA, "POST", "/rest/api/3/issue/bulkfetch"),
    JIRA_GET_ISSUE(JIRA, "GET", "/rest/api/3/issue/{}"),
    JIRA_EDIT_ISSUE(JIRA, "PUT", "/rest/api/3/issue/{}"),
    JIRA_PUT_PROPERTY(JIRA, "PUT", "/rest/api/3/issue/{}/properties/{}"),
    JIRA_GET_PROPERTY(JIRA, "GET", "/rest/api/3/issue/{}/properties/{}"),
    JIRA_ADD_COMMENT(JIRA, "POST", "/rest/api/3/issue/{}/comment"),
    JIRA_EDIT_COMMENT(JIRA, "PUT", "/rest/api/3/issue/{}/comment/{}"),
    JIRA_COMMENTS(JIRA, "GET", "/rest/api/3/issue/{}/comment"),
    JIRA_COMMENT_LIST(JIRA, "POST", "/rest/api/3/comment/list"),
    JIRA_PUT_LINK(JIRA, "POST", "/rest/api/3/issue/{}/remotelink"),
    JIRA_LINKS(JIRA, "GET", "/rest/api/3/issue/{}/remotelink"),
    JIRA_ISSUE_LINK(JIRA, "POST", "/rest/api/3/issueLink"),
    JIRA_TRANSITIONS(JIRA, "GET", "/rest/api/3/issue/{}/transitions"),
    JIRA_TRANSITION(JIRA, "POST", "/rest/api/3/issue/{}/transitions"),
    JIRA_ASSIGN(JIRA, "PUT", "/rest/api/3/issue/{}/assignee"),
    JIRA_MYSELF(JIRA, "GET", "/rest/api/3/myself"),
    JIRA_PERMISSIONS(JIRA, "GET", "/rest/api/3/mypermissions"),
    /** The page of an issue, for people. */
    JIRA_PAGE(JIRA, "GET", "/browse/{}"),

    SLACK_POST_MESSAGE(SLACK, "POST", "/api/chat.postMessage"),
    SLACK_POST_EPHEMERAL(SLACK, "POST", "/api/chat.postEphemeral"),
    SLACK_OPEN_VIEW(SLACK, "POST", "/api/views.open"),
    SLACK_UPDATE(SLACK, "POST", "/api/chat.update"),
    SLACK_HISTORY(SLACK, "GET", "/api/conversations.history"),
    SLACK_REPLIES(SLACK, "GET", "/api/conversations.replies"),
    SLACK_PERMALINK(SLACK, "GET", "/api/chat.getPermalink"),
    SLACK_INFO(SLACK, "GET", "/api/conversations.info"),
    SLACK_AUTH_TEST(SLACK, "POST", "/api/auth.test"),
    /** The page of a message, for people. */
    SLACK_PAGE(SLACK, "GET", "/archives/{}/p{}"),

    PAGERDUTY_ENQUEUE(PAGERDUTY, "POST", "/v2/enqueue"),
    PAGERDUTY_INCIDENTS(PAGERDUTY, "GET", "/incidents"),
    PAGERDUTY_INCIDENT(PAGERDUTY, "GET", "/incidents/{}"),
    PAGERDUTY_ALERTS(PAGERDUTY, "GET", "/incidents/{}/alerts"),

    WRITE_BACK_POST(WRITE_BACK, "POST", "/sink/.*"),

    /** Whatever a call provider is asked; the last, as it takes every path. */
    CALLS_GET(CALLS, "GET", "/.*");

    private static final Map<Provider, Endpoint[]> BY_PROVIDER = Arrays.stream(Provider.values())
            .collect(Collectors.toMap(provider -> provider, provider -> Arrays.stream(values())
                    .filter(endpoint -> endpoint.provider == provider)
                    .toArray(Endpoint[]::new)));

    private final Provider provider;
    private final String method;
    private final Pattern path;

    Endpoint(Provider provider, String method, String path) {
        this.provider = provider;
        this.method = method;
        this.path = Pattern.compile(path.replace("{}", "([^/]+)"));
    }

    public Provider provider() {
        return provider;
    }

    static Optional<Endpoint> of(Provider provider, Request request) {
        return of(BY_PROVIDER.get(provider), request);
    }

    /** The call that the request is, whoever is asked. */
    static Optional<Endpoint> of(Request request) {
        return of(values(), request);
    }

    private static Optional<Endpoint> of(Endpoint[] endpoints, Request request) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.method.equals(request.method())
                    && endpoint.path.matcher(request.path()).matches()) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }
}
