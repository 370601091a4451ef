package io.patchbay.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.EnvironmentReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that ship. */
class ShippedSourcesTest {
    private static final Path FOLDER = Path.of("connectors-config");

    @Test
    void onlyGeneric_isOnWhenOnlyItsSecretIsSet() {
        Sources sources = Sources.load(
                FOLDER,
                new EnvironmentReferences(
                        Map.of("SOURCE_GENERIC_SECRET", "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0")::get));
        assertThat(sources.enabled()).extracting(SourceConfig::name).containsExactly("generic");
    }

    /** Ours is 202 and JSON; the others stand here with the status, the content type and the body that they want. */
    @Test
    void everySource_answersAKeptEventAsItsSenderWants() {
        Answer twiml = new Answer(200, "text/xml", "<Response/>");
        Answer ok = new Answer(200, "", "");
        Map<String, Answer> wanted = Map.of(
                "twilio", twiml,
                "telnyx-texml", twiml,
                "plivo", twiml,
                "vapi", ok,
                "elevenlabs", ok,
                "slack", new Answer(200, "text/plain", ""));
        Sources sources = Sources.load(FOLDER, new EnvironmentReferences(TestSecrets::lookUp));

        assertThat(sources.enabled()).hasSize(18).allSatisfy(source -> assertThat(source.answer())
                .as(source.name())
                .isEqualTo(Optional.ofNullable(wanted.get(source.name()))));
        assertThat(sources.enabled())
                .filteredOn(source -> source.challenge().isPresent())
                .extracting(SourceConfig::name)
                .containsExactly("slack");
    }

    @Test
    void everySource_loadsWithItsSecret() throws IOException {
        Sources sources = Sources.load(FOLDER, new EnvironmentReferences(TestSecrets::lookUp));
        try (Stream<Path> files = Files.list(FOLDER.resolve("sources"))) {
            assertThat(sources.enabled()).hasSameSizeAs(files.toList());
        }
    }
}
