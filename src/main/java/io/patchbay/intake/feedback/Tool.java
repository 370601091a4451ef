package io.patchbay.intake.feedback;

import io.patchbay.event.Feedback;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tools whose events are understood. A source of kind {@code feedback} is named for its tool: {@code jira-eu} is Jira. */
public enum Tool {
    JIRA {
        @Override
        List<Feedback> read(String source, Message message, Instant receivedAt) {
            return JiraEvents.read(source, Said.of(message.json()), receivedAt);
        }
    },
    PAGERDUTY {
        @Override
        List<Feedback> read(String source, Message message, Instant receivedAt) {
            return PagerDutyEvents.read(source, Said.of(message.json()), receivedAt);
        }
    },
    SLACK {
        @Override
        List<Feedback> read(String source, Message message, Instant receivedAt) {
            Said interaction = Said.of(message.jsonInField("payload"));
            return interaction.exists()
                    ? SlackEvents.interaction(source, interaction, receivedAt)
                    : SlackEvents.event(source, Said.of(message.json()), receivedAt);
        }
    },
    STATUSPAGE {
        @Override
        List<Feedback> read(String source, Message message, Instant receivedAt) {
            return StatuspageEvents.read(source, Said.of(message.json()), receivedAt);
        }
    },
    ALERTMANAGER {
        @Override
        List<Feedback> read(String source, Message message, Instant receivedAt) {
            return AlertmanagerEvents.read(source, Said.of(message.json()), receivedAt);
        }
    };

    abstract List<Feedback> read(String source, Message message, Instant receivedAt);

    /** The tool that the source is named for, or empty when it is none of them. */
    public static Optional<Tool> of(String source) {
        return Arrays.stream(values())
                .filter(tool -> source.equals(tool.word()) || source.startsWith(tool.word() + "-"))
                .findFirst();
    }

    /** The tool's name as sources, configuration and timelines write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the event says has happened; nothing for an event that means nothing to us. A time that the tool does not give
     * is the time of receipt.
     *
     * @throws MalformedEvent when the body cannot be read
     */
    public List<Feedback> translate(RawEvent event, Instant receivedAt) {
        return read(event.source(), Message.of(event), receivedAt);
    }
}
