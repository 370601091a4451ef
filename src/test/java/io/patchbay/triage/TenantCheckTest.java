package io.patchbay.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.directory.Directory;
import io.patchbay.directory.DirectoryFiles;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Phase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TenantCheckTest {
    @Test
    void callsWithATenantThatDoesNotFit_areCountedBySource() {
        Directory directory = DirectoryFiles.load(Path.of("connectors-config"), Clock.systemUTC())
                .directory();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TenantCheck check = new TenantCheck(directory, meters);
        for (String tenant : List.of("nobody", "nobody", "acct-1042")) {
            CallReport report = new CallReport(
                    "twilio",
                    "c",
                    new TreeSet<>(List.of(Phase.ENDED)),
                    Map.of(
                            CallField.TENANT,
                            new FieldValue(
                                    tenant,
                                    CallField.TENANT.reportedBy(),
                                    Confirmation.REPORTED,
                                    Phase.ENDED,
                                    Instant.EPOCH)));
            check.check(report, directory.match(report));
        }

        assertThat(meters.get("patchbay.tenant.problems")
                        .tags("source", "twilio", "problem", "unknown")
                        .counter()
                        .count())
                .isEqualTo(2);
    }
}
