package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Phase;
import io.patchbay.event.TranscriptMark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SpokenTextTest {
    @Test
    void markOfACallersOwnWords_isNotJudged() {
        String said = "Die Kasse geht seit neun Uhr nicht";
        FieldValue summary = new FieldValue(
                TranscriptMark.on(said),
                CallField.SUMMARY.reportedBy(),
                Confirmation.REPORTED,
                Phase.ANALYZED,
                Instant.EPOCH);
        CallReport report = new CallReport(
                "retell", "c", new TreeSet<>(List.of(Phase.ANALYZED)), Map.of(CallField.SUMMARY, summary));

        assertThat(Evidence.spoken(report)).containsExactly(said);
    }
}
