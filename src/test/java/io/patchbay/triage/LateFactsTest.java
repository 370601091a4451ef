package io.patchbay.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cases.Gathered;
import io.patchbay.cases.Gathered.Step;
import io.patchbay.directory.DirectoryFiles;
import io.patchbay.directory.Staff;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Phase;
import io.patchbay.rules.RuleSetLoader;
import io.patchbay.rules.Rules;
import io.patchbay.sandbox.ConfigCopy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes late redoes a decision where a rule in force reads it, and nowhere else. */
class LateFactsTest {
    private static final Path SHIPPED = Path.of("connectors-config");
    private static final CallReport STARTED = report(List.of(Phase.STARTED), Map.of());

    private static LateFacts of(Path configuration) {
        DirectoryFiles files = DirectoryFiles.load(configuration, Clock.systemUTC());
        RuleSetLoader loader = new RuleSetLoader(
                files.queues().names(),
                files.staff().members().stream().map(Staff.Member::id).collect(Collectors.toSet()));
        return new LateFacts(files.directory(), new Rules(loader.load(configuration)));
    }

    private static CallReport report(List<Phase> phases, Map<CallField, Object> values) {
        return new CallReport(
                "generic",
                "call-1",
                new TreeSet<>(phases),
                values.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> new FieldValue(
                                        entry.getValue(),
                                        entry.getKey().reportedBy(),
                                        Confirmation.REPORTED,
                                        Phase.ENDED,
                                        Instant.EPOCH))));
    }

    private static Step step(LateFacts facts, CallReport before, CallReport report) {
        return facts.reconsider(new Gathered(report, Step.NOTE, "C7K4-92MX", "call.ended", "evt_1", true, null, before))
                .step();
    }

    @Test
    void endOfACallThatWasDecidedAsNeverEnded_redoesTheDecision() {
        CallReport ended = report(List.of(Phase.STARTED, Phase.ENDED), Map.of());

        assertThat(step(of(SHIPPED), STARTED, ended)).isEqualTo(Step.REVISE);
    }

    @Test
    void durationThatNoRuleReads_isNoted(@TempDir Path folder) {
        CallReport longer = report(List.of(Phase.STARTED), Map.of(CallField.DURATION_SECONDS, 900L));
        ConfigCopy reading = new ConfigCopy(folder)
                .replace("rules/review.yaml", "when: call.never_ended", "when: call.duration_seconds > 600");

        assertThat(step(of(SHIPPED), STARTED, longer)).isEqualTo(Step.NOTE);
        assertThat(step(of(Path.of(reading.path())), STARTED, longer)).isEqualTo(Step.REVISE);
    }
}
