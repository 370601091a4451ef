package io.patchbay.connectors;

import io.patchbay.connectors.http.ProviderClient;
import io.patchbay.connectors.jira.JiraConnector;
import io.patchbay.connectors.pagerduty.PagerDutyConnector;
import io.patchbay.dispatch.CircuitProbe;
import io.patchbay.event.CaseBrief;
import io.patchbay.platform.FailureName;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what Jira and PagerDuty hold of cases now, through the gates of the two destinations. */
@Component
public class ToolStates {
    private static final Logger LOG = LoggerFactory.getLogger(ToolStates.class);

    private final JiraConnector jira;
    private final PagerDutyConnector pagerDuty;
    private final ProviderClient client;
    private final CircuitProbe circuitProbe;

    ToolStates(JiraConnector jira, PagerDutyConnector pagerDuty, ProviderClient client, CircuitProbe circuitProbe) {
        this.jira = jira;
        this.pagerDuty = pagerDuty;
        this.client = client;
        this.circuitProbe = circuitProbe;
    }

    /** What is to be asked about the cases: one question for all tickets, and one for each page. */
    public List<ToolStateQuery> queries(List<CaseBrief> cases) {
        Stream<ToolStateQuery> tickets = Stream.of(new ToolStateQuery("jira", jira.present(cases)));
        Stream<ToolStateQuery> pages =
                cases.stream().map(brief -> new ToolStateQuery("pagerduty", pagerDuty.present(brief)));
        return Stream.concat(tickets, pages)
                .filter(query -> query.state().isQuestion())
                .toList();
    }

    /** What the tool answers; nothing when its gate is closed, or when it does not answer in a way that can be believed. */
    public List<ToolState> ask(ToolStateQuery query) {
        if (!circuitProbe.admits(query.tool())) {
            return List.of();
        }
        try {
            circuitProbe.heard(query.tool(), client.converse(query.state().conversation()));
        } catch (RuntimeException e) {
            circuitProbe.left(query.tool());
            LOG.warn("state query failed tool={} reason={}", query.tool(), FailureName.of(e));
        }
        return query.state().held().stream()
                .map(held -> new ToolState(query.tool(), held.ref(), held.facts()))
                .toList();
    }
}
