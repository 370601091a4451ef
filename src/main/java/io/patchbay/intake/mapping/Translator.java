package io.patchbay.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Phase;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.expression.Reading;
import io.patchbay.intake.expression.Signed;
import io.patchbay.intake.source.SourceConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** From a sender's event to the canonical call report (Message Translator). A pure function of its arguments. */
@Component
public final class Translator {
    private static final Duration FURTHEST_FUTURE = Duration.ofMinutes(5);

    private final Envelopes envelopes;

    public Translator(Envelopes envelopes) {
        this.envelopes = envelopes;
    }

    /**
     * What the event says about its call. A value that is there but does not fit its field is kept in
     * {@code report.extra} under the field's path; texts are made safe and bounded; no value is verified unless its
     * source is trusted to verify.
     *
     * @param receivedAt when the event came; values of an event without a time of its own have this one, and none is
     *     later than five minutes after it
     * @throws MalformedEvent when the body cannot be read, or the event tells no phase of a call that it names: the
     *     mapping does not fit what the source sends
     */
    public CallReport translate(SourceConfig source, RawEvent event, Instant receivedAt) {
        return translateChecked(source, envelopes.message(source, event, Signed.NOTHING), receivedAt);
    }

    /** The same for an event that has been parsed, and not been checked against the source's schema. */
    public CallReport translate(SourceConfig source, Message message, Instant receivedAt) {
        return translateChecked(source, envelopes.checked(source, message), receivedAt);
    }

    /** The same for an event that fits its source's schema. */
    public CallReport translateChecked(SourceConfig source, Message message, Instant receivedAt) {
        Envelope envelope = envelopes.read(source, message);
        Phase phase = envelope.phase().orElseThrow(() -> new MalformedEvent("", "the event tells no phase of a call"));
        if (envelope.callId().isEmpty()) {
            throw new MalformedEvent(
                    source.envelope().callId().place(), "there is no call id of 1 to 255 characters here");
        }
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        Instant at = saidAt(source, message, receivedAt);
        Map<CallField, Confirmation> claims = claims(source, message);
        new FieldValues(source.report())
                .read(message)
                .forEach((field, value) -> fields.put(
                        field,
                        new FieldValue(value, field.reportedBy(), confirmation(source, field, claims), phase, at)));
        TreeSet<Phase> phases = new TreeSet<>();
        phases.add(phase);
        return new CallReport(source.name(), envelope.callId(), phases, fields);
    }

    private static Instant saidAt(SourceConfig source, Message message, Instant receivedAt) {
        Instant latest = receivedAt.plus(FURTHEST_FUTURE);
        return source.envelope().timestamp().read(message) instanceof Reading.Found found
                        && found.value() instanceof Instant said
                ? (said.isAfter(latest) ? latest : said)
                : receivedAt;
    }

    private static Map<CallField, Confirmation> claims(SourceConfig source, Message message) {
        Map<CallField, Confirmation> claims = new EnumMap<>(CallField.class);
        source.report()
                .confirmations()
                .ifPresent(reference -> reference.read(message).properties().forEach(entry -> {
                    Optional<Confirmation> claim = Confirmation.ofWireName(word(entry.getValue()));
                    CallField.ofPath(entry.getKey()).ifPresent(field -> claim.ifPresent(it -> claims.put(field, it)));
                }));
        return claims;
    }

    private static String word(JsonNode claim) {
        return claim.isTextual() ? claim.textValue() : "";
    }

    /** What the sender claims, capped: only one trusted to verify can verify, and only staff can correct. */
    private static Confirmation confirmation(
            SourceConfig source, CallField field, Map<CallField, Confirmation> claims) {
        boolean verification = field.path().startsWith("verification.");
        if (verification) {
            return source.trustsVerification() ? Confirmation.VERIFIED : Confirmation.REPORTED;
        }
        Confirmation most = source.trustsVerification() ? Confirmation.VERIFIED : Confirmation.READ_BACK;
        Confirmation claim = claims.getOrDefault(field, Confirmation.REPORTED);
        return claim.compareTo(most) > 0 ? most : claim;
    }
}
