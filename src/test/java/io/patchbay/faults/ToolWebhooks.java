package io.patchbay.faults;

import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;

/** Jira's and PagerDuty's webhooks on a bad day: some never leave, and what meets a node that is down is not sent again. */
final class ToolWebhooks {
    private final List<URI> hubs;
    private final double lost;
    private final Random random;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TimeLimit.ofSeconds(2)).build();
    private int sent;
    private int arrived;

    /** @param lost the share that never leaves, 0 to 1 */
    ToolWebhooks(List<URI> hubs, double lost, long seed) {
        this.hubs = hubs;
        this.lost = lost;
        this.random = new Random(seed);
    }

    void tell(SignedFeedback said) {
        sent++;
        URI hub = hubs.get(random.nextInt(hubs.size()));
        if (random.nextDouble() >= lost && isTaken(said, hub)) {
            arrived++;
        }
    }

    private boolean isTaken(SignedFeedback said, URI hub) {
        try {
            return http.send(said.request(hub).timeout(TimeLimit.ofSeconds(5)).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 202;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many a hub has not acknowledged. */
    int lost() {
        return sent - arrived;
    }

    int arrived() {
        return arrived;
    }
}
