package io.patchbay.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.Phase;
import io.patchbay.intake.expression.Expression;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.expression.SafeText;
import io.patchbay.intake.expression.Signed;
import io.patchbay.intake.source.Answer;
import io.patchbay.intake.source.EnvelopeMapping;
import io.patchbay.intake.source.PhaseRule;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.SourceConfig.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the envelopes of events. */
@Component
public final class Envelopes {
    private static final int LONGEST_ID = 255;
    private static final int LONGEST_TYPE = 80;

    private final CallReportSchema schema = new CallReportSchema();

    /** Reads the envelope of an event of whose signature nothing is known, such as one that the hub fetched itself. */
    public Envelope read(SourceConfig source, RawEvent event) {
        return read(source, event, Signed.NOTHING);
    }

    /**
     * Reads the envelope of an event. A sender is refused only for a body that nobody could read: an event without an
     * id, of an unknown type or without a call is told as such, kept, and looked at later.
     *
     * @throws MalformedEvent when the body is neither a form nor JSON, or is a call report that breaks its schema
     */
    public Envelope read(SourceConfig source, RawEvent event, Signed signed) {
        return read(source, message(source, event, signed));
    }

    /** What tells the delivery of an event from every other whose body nobody can read: what it would be with another body. */
    public String unreadKey(SourceConfig source, RawEvent event, Signed signed) {
        return deliveryKey(source.envelope(), Message.unread(event, signed));
    }

    /** The event read, and checked against the schema when its source sends canonical call reports. */
    public Message message(SourceConfig source, RawEvent event, Signed signed) {
        return checked(source, Message.of(event, signed));
    }

    Message checked(SourceConfig source, Message message) {
        if (source.format() == Format.CALL_REPORT && !Acknowledgements.is(source, message)) {
            schema.check(message.json());
        }
        return message;
    }

    /** Reads the envelope of an event that has been parsed. */
    public Envelope read(SourceConfig source, Message message) {
        EnvelopeMapping mapping = source.envelope();
        if (Acknowledgements.is(source, message)) {
            return new Envelope(
                    deliveryKey(mapping, message),
                    Acknowledgements.TYPE,
                    "",
                    Optional.empty(),
                    source.answer(),
                    true,
                    false);
        }
        Optional<Answer> challenge = challenge(source, message);
        String word = "";
        Optional<Phase> phase = Optional.empty();
        for (PhaseRule rule : mapping.phases()) {
            word = rule.word().text(message);
            if (!word.isEmpty()) {
                phase = rule.phase(word);
                break;
            }
        }
        String type = mapping.type().text(message);
        return new Envelope(
                deliveryKey(mapping, message),
                SafeText.of(type.isEmpty() ? word : type, LONGEST_TYPE),
                callId(mapping, message),
                phase,
                challenge.or(source::answer),
                false,
                challenge.isPresent());
    }

    private static Optional<Answer> challenge(SourceConfig source, Message message) {
        return source.challenge()
                .map(reference -> reference.read(message))
                .filter(JsonNode::isTextual)
                .map(text -> new Answer(200, "text/plain", SafeText.of(text.textValue(), LONGEST_ID)));
    }

    private static String deliveryKey(EnvelopeMapping mapping, Message message) {
        for (List<Expression> id : mapping.deliveryIds()) {
            List<String> parts = new ArrayList<>();
            for (Expression part : id) {
                parts.add(part.text(message));
            }
            if (!parts.contains("")) {
                String key = String.join(":", parts);
                return key.length() <= LONGEST_ID ? key : hashed(RawEvent.sha256(key.getBytes(StandardCharsets.UTF_8)));
            }
        }
        String signed = message.signed().contentHash();
        return hashed(signed.isEmpty() ? message.event().bodyHash() : signed);
    }

    private static String hashed(String hash) {
        return "sha256:" + hash;
    }

    /** The call's id; one that is too long to be kept counts as none. */
    private static String callId(EnvelopeMapping mapping, Message message) {
        String id = mapping.callId().text(message);
        return id.length() <= LONGEST_ID ? id : "";
    }
}
