package io.patchbay.senders;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.SourceTrial;
import io.patchbay.intake.source.TestSecrets;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.YamlFile;
import io.patchbay.sandbox.RunningHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The senders of all sources that ship: every source switched on, and its requests signed as its provider signs. */
final class ShippedSenders {
    static final Path PAYLOADS = Path.of("src/test/resources/payloads");

    /** The private key of RFC 8032, section 7.1, test 1, whose public key the test secrets hold. */
    private static final String PRIVATE_KEY = Base64.getEncoder()
            .encodeToString(
                    HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    private static final Map<String, String> SOURCES_BY_PREFIX =
            Map.of("amazonconnect", "amazon-connect", "standardwebhooks", "standard-webhooks");

    private final Path config;

    /** @param config an empty folder, to be filled with what ships, with shorter grace periods */
    ShippedSenders(Path config) throws IOException {
        this.config = config;
        FileSystemUtils.copyRecursively(Path.of("connectors-config"), config);
        for (String source : sources()) {
            Path file = config.resolve("sources/" + source + ".yaml");
            String text = Files.readString(file);
            if (text.contains("kind: call") && !text.contains("grace_period:")) {
                Files.writeString(file, text + "\ngrace_period: 1s\n");
            }
        }
    }

    List<String> sources() {
        try (Stream<Path> files = Files.list(config.resolve("sources"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a hub has to have in its environment. */
    Map<String, String> settings(Path data) {
        Map<String, String> settings = new HashMap<>();
        for (String source : sources()) {
            String variable = "SOURCE_" + source.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
            settings.put(variable, TestSecrets.lookUp(variable));
        }
        settings.put("PATCHBAY_PUBLIC_URL", TestSecrets.lookUp("PATCHBAY_PUBLIC_URL"));
        settings.put("SOURCE_GENERIC_GRACE_PERIOD", "1s");
        settings.put("SOURCE_GENERIC_WRITE_BACK_URL", "");
        settings.put("PATCHBAY_CONFIG_DIR", config.toString());
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("server.port", "0");
        return settings;
    }

    static List<String> payloads() {
        try (Stream<Path> files = Files.list(PAYLOADS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".golden"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String payload) {
        try {
            return Files.readString(PAYLOADS.resolve(payload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String source(String payload) {
        if (payload.startsWith("telnyx-texml")) {
            return "telnyx-texml";
        }
        String prefix = payload.substring(0, payload.indexOf('-'));
        return SOURCES_BY_PREFIX.getOrDefault(prefix, prefix);
    }

    static String contentType(String payload) {
        return payload.endsWith(".form") ? "application/x-www-form-urlencoded; charset=UTF-8" : "application/json";
    }

    /** The {@code signature:} block of the source. */
    JsonNode signature(String source) {
        return YamlFile.read(config, config.resolve("sources/" + source + ".yaml"))
                .tree()
                .path("signature");
    }

    SourceTrial.Posting signed(String hub, String source, String contentType, byte[] body, String id) {
        SourceTrial sender = SourceTrial.of(config, source, new EnvironmentReferences(TestSecrets::lookUp));
        String secret =
                source.startsWith("telnyx") ? PRIVATE_KEY : sender.secret().orElseThrow();
        return sender.sign(hub, "", contentType, body, secret, Instant.now(), id);
    }

    HttpResponse<String> post(RunningHub hub, String source, String contentType, String body, String id) {
        SourceTrial.Posting posting = signed(hub.url(), source, contentType, body.getBytes(StandardCharsets.UTF_8), id);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(posting.url()).POST(HttpRequest.BodyPublishers.ofByteArray(posting.body()));
        posting.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return hub.send(request);
    }
}
