package io.patchbay.connectors;

import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.slack.SlackSettings;
import io.patchbay.event.Feedback;
import java.util.List;
import java.util.Optional;

/** The company's Slack workspace. */
public final class SlackWorkspace {
    private final Optional<SlackSettings> settings;

    SlackWorkspace(Optional<SlackSettings> settings) {
        this.settings = settings;
    }

    /**
     * Whether all of it comes from the configured workspace.
     *
     * @throws NotDeliverableException when Slack is switched off
     */
    public boolean isOurs(List<Feedback> facts) {
        String team = settings.orElseThrow(() -> NotDeliverableException.switchedOff("slack"))
                .team();
        return team.isEmpty()
                || facts.stream().allMatch(fact -> fact.detail("team").equals(team));
    }
}
