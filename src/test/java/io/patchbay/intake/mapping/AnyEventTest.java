package io.patchbay.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CallReport;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.PayloadSecrets;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.platform.CallReportJson;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a sender posts is translated or refused, in bounds, and never breaks anything else. */
class AnyEventTest {
    private static final int LARGEST_STORED_REPORT = 1_000_000;
    private static final List<SourceConfig> SOURCES = List.copyOf(Shipped.SOURCES.enabled());
    private static final List<byte[]> SAMPLES = List.of(
            Shipped.payload("generic-call.analyzed.json"),
            Shipped.payload("vapi-end-of-call-report.json"),
            Shipped.payload("elevenlabs-post_call_transcription.json"),
            Shipped.payload("bland-post_call.json"),
            Shipped.payload("telnyx-call.hangup.json"),
            Shipped.payload("twilio-dial-action.form"),
            Shipped.payload("slack-block_actions.form"));

    private final Envelopes envelopes = new Envelopes();
    private final Translator translator = new Translator(envelopes);

    @Property(tries = 3_000)
    void anyBytes_areTranslatedOrMalformed(
            @ForAll("sources") SourceConfig source, @ForAll byte[] body, @ForAll("contentTypes") String contentType) {
        read(source, contentType, body);
    }

    @Property(tries = 5_000)
    void mutatedSamples_areTranslatedOrMalformed(
            @ForAll("sources") SourceConfig source,
            @ForAll("mutants") byte[] body,
            @ForAll("contentTypes") String contentType) {
        read(source, contentType, body);
    }

    private void read(SourceConfig source, String contentType, byte[] body) {
        RawEvent event = new RawEvent(source.name(), contentType, "account=%41", Map.of("webhook-id", "m"), body);
        try {
            Envelope envelope = envelopes.read(source, event);
            assertThat(envelope.deliveryKey()).isNotEmpty().hasSizeLessThanOrEqualTo(255);
            assertThat(envelope.callId()).hasSizeLessThanOrEqualTo(255);
            PayloadSecrets.without(Message.of(event), source.secretsInPayload());
            CallReport report = translator.translate(source, event, Shipped.NOW);
            String stored = CallReportJson.write(report);
            assertThat(stored).hasSizeLessThan(LARGEST_STORED_REPORT).doesNotContain("\\u0000");
            assertThat(CallReportJson.read(stored)).isEqualTo(report);
        } catch (MalformedEvent e) {
            assertThat(e.getMessage()).hasSizeLessThan(400);
        }
    }

    @Provide
    Arbitrary<SourceConfig> sources() {
        return Arbitraries.of(SOURCES);
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.of("application/json", "application/x-www-form-urlencoded", "", "text/plain");
    }

    /** Samples with a byte changed, a piece cut out or a piece repeated. */
    @Provide
    Arbitrary<byte[]> mutants() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 1 << 20);
        return Combinators.combine(
                        Arbitraries.of(SAMPLES),
                        places,
                        places,
                        Arbitraries.integers().between(0, 5))
                .as(AnyEventTest::mutate);
    }

    private static byte[] mutate(byte[] sample, int one, int other, int how) {
        int from = Math.min(one % sample.length, other % sample.length);
        int to = Math.max(one % sample.length, other % sample.length);
        byte[] mutant = sample.clone();
        if (how < 3) {
            mutant[from] = (byte) (new int[] {other, '"', '9'})[how];
            return mutant;
        }
        byte[] head = java.util.Arrays.copyOfRange(sample, 0, how == 3 ? from : to);
        byte[] tail =
                how == 5 ? new byte[0] : java.util.Arrays.copyOfRange(sample, how == 3 ? to : from, sample.length);
        byte[] joined = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
