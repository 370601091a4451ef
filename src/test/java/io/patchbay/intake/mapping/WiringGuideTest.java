package io.patchbay.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.patchbay.event.CallReport;
import io.patchbay.event.Phase;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.platform.EnvironmentReferences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's own example: its file, its sample, its report and its error message. */
class WiringGuideTest {
    @TempDir
    Path folder;

    private String guide;
    private Path file;

    @BeforeEach
    void readTheGuide() throws IOException {
        guide = Files.readString(Path.of("docs/wiring.md"));
        file = Files.createDirectories(folder.resolve("sources")).resolve("ringwell.yaml");
        Files.writeString(file, block("yaml"));
    }

    private String block(String language) {
        int start = guide.indexOf("```" + language + "\n") + language.length() + 4;
        return guide.substring(start, guide.indexOf("```", start));
    }

    private Sources load() {
        return Sources.load(folder, new EnvironmentReferences(Map.of("SOURCE_RINGWELL_SECRET", "s3cret")::get));
    }

    @Test
    void sample_becomesTheReportOfTheGuide() {
        SourceConfig ringwell = load().find("ringwell").orElseThrow();
        byte[] body = block("json").getBytes(StandardCharsets.UTF_8);
        RawEvent event = new RawEvent("ringwell", "application/json", "account=acct-1042", Map.of(), body);
        CallReport report = new Translator(new Envelopes()).translate(ringwell, event, Shipped.NOW);
        List<String> rows = report.fields().entrySet().stream()
                .map(entry ->
                        "| " + entry.getKey().path() + " | " + entry.getValue().value() + " |")
                .toList();
        String table = Arrays.stream(guide.split("\n\n"))
                .filter(part -> part.startsWith("| field | value |"))
                .collect(Collectors.joining());
        assertThat(table.lines().skip(2).toList()).isEqualTo(rows);
        assertThat(report.callId()).isEqualTo("RW-77120");
        assertThat(report.phases()).containsExactly(Phase.ANALYZED);
        assertThat(SignatureConfig.of(ringwell.signature()).scheme()).isEqualTo("hmac");
    }

    @Test
    void mistake_isToldAsTheGuideSays() throws IOException {
        Files.writeString(file, block("yaml").replace("report.summary:", "report.sumary:"));
        assertThat(guide).contains(catchThrowable(this::load).getMessage());
    }
}
