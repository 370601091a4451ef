package io.patchbay.connectors.slack;

import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.settings.DestinationFile;
import io.patchbay.dispatch.DestinationLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * {@code destinations/slack.yaml}.
 *
 * @param base the Web API, for example {@code https://slack.com/api}
 * @param workspace where people open a message, for example {@code https://example.slack.com}
 * @param team the workspace whose people may act, or the empty string for every one that the signing secret signs for
 * @param channels the channel id of each queue
 * @param fallbackChannel which is notified of a page that is not delivered, or the empty string
 * @param moves what becomes of messages when cases move
 * @param postEvery how long after a post the next one may go into the same channel
 */
public record SlackSettings(
        URI base,
        URI workspace,
        String team,
        String authorization,
        Map<String, String> channels,
        String fallbackChannel,
        Moves moves,
        Duration postEvery,
        DestinationLimits limits) {

    /**
     * What becomes of messages when cases move.
     *
     * @param newMessage whether a case that goes to a queue with another channel gets a message there; between restricted and
     *     other queues it always does
     * @param newOutOfReview the same for one that leaves review because its call said more, with nobody's doing
     */
    public record Moves(boolean newMessage, boolean newOutOfReview) {
        static final Moves USUAL = new Moves(true, false);
    }

    public static SlackSettings of(DestinationFile file) {
        return new SlackSettings(
                file.calledUrl("/base_url", URI.create("https://slack.com/api")),
                file.url("/workspace_url", URI.create("https://slack.com")),
                file.text("/team_id"),
                "Bearer " + file.text("/bot_token"),
                file.texts("/queues"),
                file.text("/fallback_channel"),
                new Moves(
                        !file.text("/moves/between_queues").equals("keep_message"),
                        file.text("/moves/out_of_review").equals("new_message")),
                file.duration("/post_every", Duration.ofMillis(1_500)),
                file.limits());
    }

    String channel(String queue) {
        String channel = channels.get(queue);
        if (channel == null) {
            throw new NotDeliverableException("slack.yaml names no channel for the queue " + queue);
        }
        return channel;
    }

    /** How long after an attempt's beginning its message may still arrive: no call is begun that could outlive its lease. */
    Duration arrivesWithin() {
        return limits.lease();
    }

    /** The address of a message; Slack builds it from the channel and the ts without its dot. */
    String archiveUrl(String channel, String ts) {
        return workspace + "/archives/" + channel + "/p" + ts.replace(".", "");
    }

    /** What every request carries. */
    Map<String, String> headers() {
        return Map.of("Authorization", authorization, "Accept", "application/json");
    }

    @Override
    public String toString() {
        return "SlackSettings[" + channels.keySet() + "]";
    }
}
