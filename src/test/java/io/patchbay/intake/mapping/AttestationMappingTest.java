package io.patchbay.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.intake.expression.RawEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers tell of a line's STIR/SHAKEN attestation, in the report's words. */
class AttestationMappingTest {
    private static final String ABSENT = "";
    private final Translator translator = new Translator(new Envelopes());

    @ParameterizedTest
    @CsvSource({
        "TN-Validation-Passed-A, passed",
        "TN-Validation-Passed-A-Diverted, passed",
        "TN-Validation-Passed-A-Passthrough, passed",
        "TN-Validation-Passed-B, none",
        "TN-Validation-Passed-C, none",
        "TN-Validation-Failed, failed",
        "TN-Validation-Failed-A, failed",
        "TN-Validation-Failed-B, failed",
        "TN-Validation-Failed-C, failed",
        "No-TN-Validation, none",
        "TN-Validation-Failed-A-Diverted, TN-Validation-Failed-A-Diverted",
        "'', ''",
    })
    void twilio(String verstat, String attestation) {
        String call = "CallSid=CA1&CallStatus=ringing&Direction=inbound&From=%2B15555550142";

        assertThat(form("twilio", call + "&StirVerstat=" + verstat)).isEqualTo(attestation);
    }

    @Test
    void twilio_aDialledLegSaysNothingOfTheCallersLine() {
        String leg = "CallSid=CA2&ParentCallSid=CA1&CallStatus=ringing&Direction=outbound-dial";

        assertThat(form("twilio", leg + "&StirVerstat=TN-Validation-Passed-A")).isEqualTo(ABSENT);
    }

    @ParameterizedTest
    @CsvSource({"Verified, passed", "Not Verified, failed", "Not Applicable, none", "'', ''"})
    void plivo(String verification, String attestation) {
        String call = "CallUUID=c1&Event=StartApp&Direction=inbound&From=15555550142";

        assertThat(form("plivo", call + "&STIRVerification=" + URLEncoder.encode(verification, StandardCharsets.UTF_8)))
                .isEqualTo(attestation);
    }

    @ParameterizedTest
    @CsvSource({
        "true, A, passed",
        "true, B, none",
        "true, C, none",
        "true, '', none",
        "true, D, none",
        "false, A, failed",
        "false, C, failed",
        "false, '', failed",
    })
    void telnyx_texml(String validated, String level, String attestation) {
        String call = "CallSid=v3:c1&CallStatus=initiated&From=%2B15555550142";

        assertThat(form("telnyx-texml", call + "&ShakenStirValidated=" + validated + "&ShakenStirAttestation=" + level))
                .isEqualTo(attestation);
    }

    @ParameterizedTest
    @CsvSource({
        "incoming, true, '\"A\"', passed",
        "incoming, true, '\"B\"', none",
        "incoming, true, null, none",
        "incoming, false, '\"A\"', failed",
        "incoming, false, null, failed",
        "incoming, null, null, ''",
        "outgoing, true, '\"A\"', ''",
    })
    void telnyx(String direction, String validated, String level, String attestation) {
        String event = """
                {"data": {"id": "e1", "event_type": "call.initiated", "payload": {"call_session_id": "c1",
                 "direction": "%s", "from": "+15555550142", "shaken_stir_validated": %s, "shaken_stir_attestation": %s}}}
                """.formatted(direction, validated, level);

        assertThat(report(Shipped.json("telnyx", event)).text(CallField.ATTESTATION))
                .isEqualTo(attestation);
    }

    @Test
    void canonicalReport_saysItInItsOwnWords() {
        String event = """
                {"type": "call.analyzed", "data": {"call": {"id": "c1", "from": "+15555550142", "attestation": "failed"}}}
                """;

        assertThat(report(Shipped.json("generic", event)).text(CallField.ATTESTATION))
                .isEqualTo("failed");
    }

    private String form(String source, String body) {
        return report(new RawEvent(
                        source,
                        "application/x-www-form-urlencoded",
                        "",
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8)))
                .text(CallField.ATTESTATION);
    }

    private CallReport report(RawEvent event) {
        return translator.translate(Shipped.source(event.source()), event, Shipped.NOW);
    }
}
