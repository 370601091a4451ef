package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A token of the API for every person of a directory, in a file for {@code PATCHBAY_API_TOKENS_FILE}. For trying things out. */
public final class PersonTokens {
    private PersonTokens() {}

    /** The token of that person. */
    public static String of(String staffId) {
        return "sandbox-token-of-" + staffId;
    }

    /** Writes the file with the hashes for the people of that configuration folder, and says where it is. */
    public static String file(Path configuration) {
        try {
            StringBuilder tokens = new StringBuilder("tokens:\n");
            JsonNode staff = new YAMLMapper()
                    .readTree(configuration.resolve("directory/staff.yaml").toFile());
            for (JsonNode member : staff.path("staff")) {
                if (!member.path("team").asBoolean()) {
                    String id = member.path("id").asText();
                    tokens.append("  - {hash: \"sha256:%s\", staff: %s}\n".formatted(sha256(of(id)), id));
                }
            }
            Files.createDirectories(Path.of("target"));
            Path file = Files.createTempFile(Path.of("target"), "api-tokens-", ".yaml");
            file.toFile().deleteOnExit();
            Files.writeString(file, tokens);
            return file.toAbsolutePath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In hexadecimal digits. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
