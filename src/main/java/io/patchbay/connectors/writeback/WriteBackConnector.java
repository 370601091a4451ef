package io.patchbay.connectors.writeback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderConnector;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.connectors.text.Marker;
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
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * What the hub can say to the sources: the signed {@code case.updated} and {@code incident.updated} webhooks.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public final class WriteBackConnector implements ProviderConnector {
    private final WriteBackTargets targets;
    private final boolean on;
    private final Clock clock;

    /** @param on whether sources are written back to at all */
    public WriteBackConnector(WriteBackTargets targets, boolean on, Clock clock) {
        this.targets = targets;
        this.on = on;
        this.clock = clock;
    }

    @Override
    public String destination() {
        return "writeback";
    }

    @Override
    public Map<String, Function<Delivery, Conversation>> operations() {
        return Map.of(
                Operation.CASE_UPDATED, this::post,
                Operation.CALL_JOINED, this::post,
                Operation.INCIDENT_UPDATED, this::post);
    }

    /** The source refuses what it has seen by the webhook id, so an answer that never came is simply asked for again. */
    @Override
    public Map<String, Function<Delivery, Conversation>> lookUps() {
        return Map.of();
    }

    /** The {@code webhook-id} is made of what the request tells, so that telling the same again is seen as such. */
    private Conversation post(Delivery delivery) {
        WriteBackTargets.Target target = target(source(delivery));
        ObjectNode data = data(delivery);
        String id = id(source(delivery), data);
        Instant now = clock.instant();
        byte[] body = Json.bytes(CaseUpdated.body(isNews(delivery) ? "incident.updated" : "case.updated", data, now));
        String timestamp = String.valueOf(now.getEpochSecond());
        Map<String, String> headers = Map.of(
                "Accept",
                "application/json",
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                "v1," + signature(target.key(), id, timestamp, body));
        return Conversation.ask(
                ProviderRequest.post(target.url(), body, headers),
                answer -> Conversation.end(
                        answer.ok() ? Outcome.succeeded(id, "", "", "", answer.status()) : answer.byStatus(true, "")));
    }

    private WriteBackTargets.Target target(String source) {
        if (!on) {
            throw NotDeliverableException.switchedOff("writeback");
        }
        return targets.of(source).orElseThrow(() -> new NotDeliverableException("the source has no write-back URL"));
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
