package io.patchbay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who the caller is shown to be may be lost again: the later word stands, in whatever order the events come. */
class LaterWordTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private static CallReport report(CallField field, String value, Phase phase, Instant at) {
        FieldValue said = new FieldValue(value, Origin.SOURCE, Confirmation.REPORTED, phase, at);
        return new CallReport("generic", "call-1", new TreeSet<>(List.of(phase)), Map.of(field, said));
    }

    @ParameterizedTest
    @EnumSource(
            value = CallField.class,
            names = {"ATTESTATION", "VERIFICATION_STATE"})
    void laterWordOfAnEarlierPhase_standsOverTheAnalysis(CallField field) {
        CallReport analyzed = report(field, "passed", Phase.ANALYZED, NINE);
        CallReport ended = report(field, "failed", Phase.ENDED, NINE.plusSeconds(5));

        assertThat(analyzed.merge(ended).text(field)).isEqualTo("failed");
        assertThat(ended.merge(analyzed).text(field)).isEqualTo("failed");
    }

    @ParameterizedTest
    @EnumSource(
            value = CallField.class,
            names = {"SUMMARY", "INTENT"})
    void otherValues_goByTheirPhase(CallField field) {
        CallReport analyzed = report(field, "analysed", Phase.ANALYZED, NINE);
        CallReport ended = report(field, "ended", Phase.ENDED, NINE.plusSeconds(5));

        assertThat(ended.merge(analyzed).text(field)).isEqualTo("analysed");
    }
}
