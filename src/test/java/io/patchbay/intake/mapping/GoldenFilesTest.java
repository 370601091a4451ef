package io.patchbay.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.CallReport;
import io.patchbay.event.Phase;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.platform.CallReportJson;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every sample payload gives the envelope and the call report in the file beside it. After a wanted change of a mapping,
 * run with {@code -Dgolden.write=true} and read the difference before committing it.
 */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/payloads");

    private final Envelopes envelopes = new Envelopes();
    private final Translator translator = new Translator(envelopes);

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "generic, generic-call.analyzed.json",
        "generic, generic-call.transfer.json",
        "twilio, twilio-incoming-call.form",
        "twilio, twilio-status-callback-completed.form",
        "twilio, twilio-dial-action.form",
        "twilio, twilio-recording-status.form",
        "twilio, twilio-conversation-intelligence-classic-transcript_available.json",
        "twilio, twilio-conversation-intelligence-v3.json",
        "telnyx, telnyx-call.initiated.json",
        "telnyx, telnyx-call.hangup.json",
        "telnyx, telnyx-call.conversation_insights.generated.json",
        "telnyx, telnyx-call.recording.saved.json",
        "telnyx-texml, telnyx-texml-call-completed.form",
        "vonage, vonage-answer.json",
        "vonage, vonage-event-completed.json",
        "vonage, vonage-event-input.json",
        "vonage, vonage-event-record.json",
        "plivo, plivo-answer.form",
        "plivo, plivo-hangup.form",
        "amazon-connect, amazonconnect-contact-disconnected.json",
        "vapi, vapi-end-of-call-report.json",
        "vapi, vapi-status-update-ended.json",
        "vapi, vapi-tool-calls.json",
        "vapi, vapi-transfer-destination-request.json",
        "retell, retell-call_started.json",
        "retell, retell-call_ended.json",
        "retell, retell-call_analyzed.json",
        "retell, retell-custom_function.json",
        "elevenlabs, elevenlabs-post_call_transcription.json",
        "elevenlabs, elevenlabs-call_initiation_failure.json",
        "elevenlabs, elevenlabs-conversation_initiation.json",
        "bland, bland-post_call.json",
        "standard-webhooks, standardwebhooks-generic-call.ended.json",
        "standard-webhooks, standardwebhooks-generic-call.analyzed.json",
        "slack, slack-block_actions.form",
        "slack, slack-block_actions.decoded.json",
        "slack, slack-event_callback-message.json",
        "slack, slack-url_verification.json",
        "pagerduty, pagerduty-incident.triggered.json",
        "pagerduty, pagerduty-incident.acknowledged.json",
        "pagerduty, pagerduty-incident.resolved.json",
        "jira, jira-issue_created.json",
        "jira, jira-issue_updated-transition.json",
        "statuspage, statuspage-incident_update.json",
        "alertmanager, alertmanager-firing.json",
        "alertmanager, alertmanager-resolved.json",
    })
    void payload_givesTheGoldenEnvelopeAndReport(String source, String payload) throws IOException {
        String actual = rendering(Shipped.source(source), Shipped.event(source, payload));
        Path golden = FOLDER.resolve(payload + ".golden");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    @Test
    void everyPayloadOfTheFolder_hasItsGoldenFile() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            Set<String> names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            List<String> payloads =
                    names.stream().filter(name -> !name.endsWith(".golden")).toList();
            assertThat(payloads).allSatisfy(payload -> assertThat(names).contains(payload + ".golden"));
        }
    }

    private String rendering(SourceConfig source, RawEvent event) {
        Envelope envelope = envelopes.read(source, event);
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("delivery_key", envelope.deliveryKey());
        tree.put("type", envelope.type());
        tree.put("call_id", envelope.callId());
        tree.put("phase", envelope.phase().map(Phase::wireName).orElse(null));
        if (envelope.phase().isPresent()) {
            CallReport report = translator.translate(source, event, Shipped.NOW);
            assertThat(CallReportJson.read(CallReportJson.write(report))).isEqualTo(report);
            JsonNode rendered = CallReportJson.tree(report);
            tree.set("report", rendered);
        }
        return tree.toPrettyString() + "\n";
    }
}
