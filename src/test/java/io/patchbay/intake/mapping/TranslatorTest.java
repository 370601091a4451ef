package io.patchbay.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.source.SourceConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatorTest {
    private final Translator translator = new Translator(new Envelopes());

    private CallReport translate(SourceConfig source, String data) {
        String body =
                "{\"type\":\"call.analyzed\",\"timestamp\":\"2026-11-21T09:00:05Z\",\"data\":{\"call\":{\"id\":\"c\"},"
                        + data + "}}";
        return translator.translate(source, Shipped.json(source.name(), body), Shipped.NOW);
    }

    private CallReport generic(String data) {
        return translate(genericThatIsTrusted(false), data);
    }

    private static SourceConfig genericThatIsTrusted(boolean trusted) {
        SourceConfig source = Shipped.source("generic");
        return new SourceConfig(
                source.name(),
                source.kind(),
                source.format(),
                source.secrets(),
                source.signature(),
                source.publicUrl(),
                trusted,
                source.gracePeriod(),
                source.dedupe(),
                source.envelope(),
                source.report(),
                source.answer(),
                source.challenge(),
                source.secretsInPayload(),
                source.writeBack(),
                source.superviseFirst(),
                source.poll(),
                source.fetch(),
                source.plainHttp(),
                source.headersRead());
    }

    private static Confirmation confirmation(CallReport report, CallField field) {
        return report.field(field).map(FieldValue::confirmation).orElseThrow();
    }

    @Test
    void value_carriesWhoSaidItWhenAndInWhichPhase() {
        CallReport report = generic("\"report\":{\"urgency\":\"critical\"}");
        assertThat(report.field(CallField.URGENCY))
                .contains(new FieldValue(
                        "critical",
                        Origin.CALLER,
                        Confirmation.REPORTED,
                        Phase.ANALYZED,
                        Instant.parse("2026-11-21T09:00:05Z")));
        assertThat(report.phases()).containsExactly(Phase.ANALYZED);
    }

    @Test
    void confirmations_ofAnUntrustedSender_reachReadBackAtTheMost() {
        CallReport report = generic(
                "\"report\":{\"region\":\"eu\",\"impact\":\"blocked\",\"intent\":\"x\",\"summary\":\"s\"},"
                        + "\"confirmations\":{\"report.region\":\"read_back\",\"report.impact\":\"verified\","
                        + "\"report.intent\":\"corrected\",\"report.summary\":\"sworn\",\"report.planet\":\"verified\"}");
        assertThat(List.of(CallField.REGION, CallField.IMPACT, CallField.INTENT))
                .allSatisfy(field -> assertThat(confirmation(report, field)).isEqualTo(Confirmation.READ_BACK));
        assertThat(confirmation(report, CallField.SUMMARY)).isEqualTo(Confirmation.REPORTED);
    }

    @Test
    void confirmations_ofATrustedSender_reachVerifiedAndNeverCorrected() {
        CallReport report = translate(
                genericThatIsTrusted(true),
                "\"report\":{\"region\":\"eu\",\"impact\":\"blocked\"},"
                        + "\"confirmations\":{\"report.region\":\"verified\",\"report.impact\":\"corrected\"}");
        assertThat(confirmation(report, CallField.REGION)).isEqualTo(Confirmation.VERIFIED);
        assertThat(confirmation(report, CallField.IMPACT)).isEqualTo(Confirmation.VERIFIED);
    }

    @Test
    void verification_countsOnlyFromATrustedSender() {
        String data =
                "\"verification\":{\"state\":\"verified\"},\"confirmations\":{\"verification.state\":\"verified\"}";
        assertThat(confirmation(generic(data), CallField.VERIFICATION_STATE)).isEqualTo(Confirmation.REPORTED);
        assertThat(confirmation(translate(genericThatIsTrusted(true), data), CallField.VERIFICATION_STATE))
                .isEqualTo(Confirmation.VERIFIED);
    }

    @Test
    void numbersAndTexts_areNormalisedAndMadeSafe() {
        CallReport report =
                generic("\"caller\":{\"callback_number\":\"+1 (555) 010-0001\",\"name\":\"D\\u0000ana \\ud800\"},"
                        + "\"report\":{\"affected_users\":40,\"summary\":\"<!channel> {{x}} \\\"😀 שלום\"}");
        assertThat(report.text(CallField.CALLBACK_NUMBER)).isEqualTo("+15550100001");
        assertThat(report.text(CallField.CALLER_NAME)).isEqualTo("D\uFFFDana \uFFFD");
        assertThat(report.text(CallField.SUMMARY)).isEqualTo("<!channel> {{x}} \"😀 שלום");
        assertThat(report.number(CallField.AFFECTED_USERS)).isEqualTo(40);
    }

    @Test
    void valueThatDoesNotFit_isKeptInExtra() {
        CallReport report =
                generic("\"report\":{\"started_at\":\"since this morning\",\"extra\":{\"order\":{\"n\":1}}}");
        assertThat(report.field(CallField.FAILURE_STARTED_AT)).isEmpty();
        assertThat(report.field(CallField.EXTRA).map(FieldValue::value))
                .contains(Map.of("report.started_at", "since this morning", "order", "{\"n\":1}"));
    }

    @Test
    void textsBeyondTheBound_areCut() {
        CallReport report = generic("\"report\":{\"summary\":\"" + "x".repeat(20_000) + "\"}");
        assertThat(report.text(CallField.SUMMARY)).hasSize(8_000).endsWith("…");
    }

    @Test
    void nullWhereTheExampleShowsIt_isNothingSaid() {
        String body =
                "{\"type\":\"call.ended\",\"data\":{\"call\":{\"id\":\"c\",\"recording_url\":null},\"unknown\":[1]}}";
        CallReport report = translator.translate(Shipped.source("generic"), Shipped.json("generic", body), Shipped.NOW);
        assertThat(report.fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            bland | {"call_id":"c","corrected_duration":"2592001"} | call.duration_seconds | 2592001
            bland | {"call_id":"c","corrected_duration":"-5"} | call.duration_seconds | -5
            bland | {"call_id":"c","corrected_duration":"1e9"} | call.duration_seconds | 1e9
            bland | {"call_id":"c","started_at":"0001-01-01T00:00:00Z"} | call.started_at | 0001-01-01T00:00:00Z
            bland | {"call_id":"c","started_at":"2100-01-01T00:00:00Z"} | call.started_at | 2100-01-01T00:00:00Z
            vapi | {"message":{"type":"end-of-call-report","call":{"id":"c"},"durationSeconds":1e300}} | call.duration_seconds | 1.0E300
            vapi | {"message":{"type":"end-of-call-report","call":{"id":"c"},"durationSeconds":31536000}} | call.duration_seconds | 31536000
            vapi | {"message":{"type":"end-of-call-report","call":{"id":"c"},"endedAt":"9998-01-01T00:00:00Z"}} | call.ended_at | 9998-01-01T00:00:00Z
            """)
    void valueOutOfBounds_isKeptAsWordsAndNeverCutDown(String source, String body, String field, String words) {
        CallReport report = translator.translate(Shipped.source(source), Shipped.json(source, body), Shipped.NOW);

        assertThat(report.field(CallField.ofPath(field).orElseThrow())).isEmpty();
        assertThat(report.field(CallField.EXTRA).orElseThrow().value()).isEqualTo(Map.of(field, words));
    }

    @Test
    void timeOfTheEvent_isNeverFarInTheFutureAndElseWhenItCame() {
        assertThat(saidAt("2031-01-01T00:00:00Z")).isEqualTo(Shipped.NOW.plus(Duration.ofMinutes(5)));
        assertThat(saidAt("2026-08-20T17:04:11Z")).isEqualTo(Instant.parse("2026-08-20T17:04:11Z"));
        assertThat(saidAt("noon")).isEqualTo(Shipped.NOW);
    }

    private Instant saidAt(String timestamp) {
        String body = "{\"type\":\"call.ended\",\"timestamp\":\"" + timestamp
                + "\",\"data\":{\"call\":{\"id\":\"c\",\"agent\":\"a\"}}}";
        return translator
                .translate(Shipped.source("generic"), Shipped.json("generic", body), Shipped.NOW)
                .field(CallField.AGENT)
                .orElseThrow()
                .at();
    }

    @Test
    void eventWithoutItsCallId_isToldWhereItWasLookedFor() {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> translator.translate(
                        Shipped.source("retell"), Shipped.json("retell", "{\"event\":\"call_ended\"}"), Shipped.NOW))
                .withMessage("/call/call_id: there is no call id of 1 to 255 characters here");
    }

    @Test
    void freeStructuredData_goesToFieldsByConfigurationAndTheRestToExtra() {
        String body =
                "{\"event\":\"call_analyzed\",\"call\":{\"call_id\":\"c\",\"call_analysis\":{\"custom_analysis_data\":"
                        + "{\"topics\":\"outage, refund\",\"affected_users\":\"dozens\",\"order_system\":\"SAP\",\"callback_requested\":false}}}}";
        CallReport report = translator.translate(Shipped.source("retell"), Shipped.json("retell", body), Shipped.NOW);
        assertThat(report.list(CallField.TOPICS)).containsExactly("outage", "refund");
        assertThat(report.field(CallField.EXTRA).map(FieldValue::value))
                .contains(Map.of("affected_users", "dozens", "order_system", "SAP", "callback_requested", "false"));
    }

    private CallReport insights(String results) {
        String body =
                "{\"data\":{\"event_type\":\"call.conversation_insights.generated\",\"payload\":{\"call_session_id\":\"c\",\"results\":"
                        + results + "}}}";
        return translator.translate(Shipped.source("telnyx"), Shipped.json("telnyx", body), Shipped.NOW);
    }

    @Test
    void everyResultOfAList_fillsFields_andTheFirstTextIsTheSummary() {
        CallReport report = insights(
                "[{\"result\":\"negative\"},{\"result\":{\"region\":\"eu-west-1\",\"order_system\":\"SAP\"}},"
                        + "{\"result\":\"{\\\"impact\\\":\\\"blocked\\\"}\"},{\"result\":\"The checkout fails\"},{\"result\":\"Call back soon\"}]");

        assertThat(report.text(CallField.SUMMARY)).isEqualTo("The checkout fails");
        assertThat(report.text(CallField.REGION)).isEqualTo("eu-west-1");
        assertThat(report.text(CallField.IMPACT)).isEqualTo("blocked");
        assertThat(report.field(CallField.EXTRA).map(FieldValue::value))
                .contains(Map.of("label", "negative", "order_system", "SAP", "text 2", "Call back soon"));
    }

    @Test
    void resultThatIsNamedSummary_goesBeforeATextOfAnotherOne() {
        CallReport report =
                insights("[{\"result\":\"Call back soon\"},{\"result\":{\"summary\":\"The checkout fails\"}}]");

        assertThat(report.text(CallField.SUMMARY)).isEqualTo("The checkout fails");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "operatorResults":[{"id":"r1","result":"x"},{"id":"r2","referenceIds":["conv_1","CA01"]}] | CA01
            "operatorResults":[{"id":"r1","executionDetails":{"participants":[{"id":"part_1","channelId":"CA02"}]}}] | CA02
            "participants":[{"type":"CUSTOMER","callSid":"CA03"}],"operatorResults":[{"id":"r1"}] | CA03
            "operatorResults":[{"id":"r1","referenceIds":["conv_1"]}] | conv_conversation_1
            """)
    void operatorResults_areAboutTheCallThatTheyReferTo(String members, String call) {
        String body = "{\"conversationId\":\"conv_conversation_1\"," + members + "}";
        CallReport report = translator.translate(Shipped.source("twilio"), Shipped.json("twilio", body), Shipped.NOW);

        assertThat(report.callId()).isEqualTo(call);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            retell | {"event":"call_analyzed","call":{"call_id":"c","transcript_object":[{"role":"agent","content":"How can I help?"},{"role":"user","content":"Hello. The checkout is down."}]}}
            elevenlabs | {"type":"post_call_transcription","data":{"conversation_id":"c","transcript":[{"role":"agent","message":"Is it all down now?"},{"role":"user","message":"Hi! The checkout is down."}]}}
            bland | {"call_id":"c","transcripts":[{"user":"assistant","text":"How can I help?"},{"user":"user","text":"The checkout is down."}]}
            vapi | {"message":{"type":"end-of-call-report","call":{"id":"c"},"artifact":{"transcript":"AI: How can I help?\\nUser: Yes.\\nUser: The checkout is down.\\n"}}}
            """)
    void callWithATranscriptAndNoSummary_isSummarisedByTheCallersFirstSentences(String source, String body) {
        CallReport report = translator.translate(Shipped.source(source), Shipped.json(source, body), Shipped.NOW);

        assertThat(report.text(CallField.SUMMARY))
                .isEqualTo("The checkout is down. [caller's own words, from the transcript]");
    }
}
