package io.patchbay.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.event.CaseBrief;
import io.patchbay.platform.Json;
import io.patchbay.platform.WriteBackTargets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Door to the sources, called by the Kamelet {@code writeback-post}: the signed {@code case.updated} and {@code incident.updated} webhooks.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public final class WriteBackConnector {
    private final Destinations destinations;
    private final Clock clock;

    WriteBackConnector(Destinations destinations, Clock clock) {
        this.destinations = destinations;
        this.clock = clock;
    }

    /** The signed request. Its {@code webhook-id} is made of what it tells, so that telling the same again is seen as such. */
    public ProviderRequest post(Delivery delivery) {
        WriteBackTargets.Target target = destinations.writeBack(source(delivery));
        ObjectNode data = data(delivery);
        String id = id(source(delivery), data);
        Instant now = clock.instant();
        byte[] body = Json.write(CaseUpdated.body(isNews(delivery) ? "incident.updated" : "case.updated", data, now))
                .getBytes(StandardCharsets.UTF_8);
        String timestamp = String.valueOf(now.getEpochSecond());
        return ProviderRequest.post(
                target.url(),
                body,
                Map.of(
                        "Accept",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        timestamp,
                        "webhook-signature",
                        "v1," + signature(target.key(), id, timestamp, body)));
    }

    /** The source refuses what it has seen by the webhook id, so an answer that never came is simply asked for again. */
    public Outcome posted(Delivery delivery, ProviderAnswer answer) {
        return answer.ok()
                ? Outcome.succeeded(id(source(delivery), data(delivery)), "", "", "", answer.status())
                : answer.byStatus(true, "");
    }

    /** The source of the call that is told about: of the case's first one, unless the dispatch names another. */
    private static String source(Delivery delivery) {
        return delivery.payload().getOrDefault("source", delivery.brief().source());
    }

    private static boolean isNews(Delivery delivery) {
        return Operation.INCIDENT_UPDATED.equals(delivery.operation());
    }

    private static ObjectNode data(Delivery delivery) {
        CaseBrief brief = delivery.brief();
        if (isNews(delivery)) {
            if (!brief.matter().trusted()) {
                throw new NotDeliverableException("its caller is not proven to belong to an account");
            }
            return CaseUpdated.incident(brief, delivery.id(), delivery.payload());
        }
        String callId = delivery.payload().getOrDefault("call_id", brief.callId());
        boolean own = callId.equals(brief.callId()) && source(delivery).equals(brief.source());
        // Only a call whose match is trusted joins a case, so another call than the case's first one has such a match.
        return own && !brief.matter().trusted() ? CaseUpdated.withheld(brief, callId) : CaseUpdated.data(brief, callId);
    }

    private static String id(String source, ObjectNode data) {
        return "msg_" + Marker.sha256(source + "\n" + Json.write(data)).substring(0, 32);
    }

    private static String signature(SecretKey key, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the source's secret is no HMAC key", e);
        }
    }
}
