package io.patchbay.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.RunningHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub keeps on disk can be opened by its own account only, as soon as it answers. */
class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void startOnAnEmptyMachine_leavesAFolder0700_andFiles0600() throws IOException {
        Path data = folder.resolve("srv/patchbay");
        String nowhere = "http://127.0.0.1:9";
        Map<String, String> settings = new HashMap<>();
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("server.port", "0");
        settings.put("JIRA_BASE_URL", nowhere);
        settings.put("JIRA_EMAIL", "hub@example.com");
        settings.put("JIRA_API_TOKEN", "jira-token");
        settings.put("SLACK_BASE_URL", nowhere + "/api");
        settings.put("SLACK_BOT_TOKEN", "slack-token");
        settings.put("PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
        try (RunningHub hub = RunningHub.start(settings)) {
            HttpRequest.Builder readiness =
                    HttpRequest.newBuilder(URI.create(hub.url() + "/actuator/health/readiness"));
            assertThat(hub.send(readiness).statusCode()).isEqualTo(200);
            assertThat(mode(data)).isEqualTo("rwx------");
            assertThat(mode(data.getParent())).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(data)) {
                assertThat(files.toList())
                        .contains(data.resolve("patchbay.mv.db"))
                        .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
