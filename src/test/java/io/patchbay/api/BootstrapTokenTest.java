package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.platform.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BootstrapTokenTest {
    @TempDir
    Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "nineteen-characters", "twenty characters, but with spaces", "zwanzig-zeichen-mit-ü"})
    void aTokenThatIsShortOrNoHeaderTakes_isRefused_withWhatToDo(String token) {
        assertThatThrownBy(() -> new BootstrapToken(token, folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PATCHBAY_API_TOKEN")
                .hasMessageContaining("openssl rand -hex 32")
                .hasMessageNotContaining(token);
        assertThat(new BootstrapToken("twenty-characters-it", folder).is("twenty-characters-it"))
                .isTrue();
    }

    @Test
    void aTokenThatIsMade_goesIntoAFileOfItsOwner_whosePathIsPrinted_andIsFoundAgain(CapturedOutput output)
            throws IOException {
        Path data = folder.resolve("fresh/data");
        BootstrapToken first = new BootstrapToken("", data);
        Path file = data.resolve("api-token");
        String token = Files.readString(file).strip();

        assertThat(token).hasSizeGreaterThanOrEqualTo(BootstrapToken.SHORTEST);
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(first.is(token)).isTrue();
        assertThat(first.is(token + "x")).isFalse();
        assertThat(new BootstrapToken(" ", data).is(token)).isTrue();
        assertThat(output)
                .contains("bootstrap token generated file=" + file.toAbsolutePath())
                .doesNotContain(token);
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFolderThatIsThere_isClosedToOthers() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        new BootstrapToken("", folder);
        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void aFileThatOthersRead_orWithoutAToken_isRefused() throws IOException {
        new BootstrapToken("", folder);
        Path file = folder.resolve("api-token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> new BootstrapToken("", folder)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "cut");
        assertThatThrownBy(() -> new BootstrapToken("", folder)).hasMessageContaining("delete it and start again");
        Files.writeString(file, "x".repeat(5_000));
        assertThatThrownBy(() -> new BootstrapToken("", folder)).isInstanceOf(ConfigurationException.class);
    }
}
