package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.directory.Permissions;
import io.patchbay.directory.Queues;
import io.patchbay.directory.Role;
import io.patchbay.directory.Staff;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.NearestName;
import io.patchbay.platform.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The tokens of {@code PATCHBAY_API_TOKENS_FILE}, as hashes. The file is read again every few seconds; while it cannot be
 * used, what stood in it before goes on to hold, and the log says what is wrong where, once for each state of the file.
 */
@Component
class ApiTokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(ApiTokenFile.class);
    private static final String SCHEMA = "/schema/api-tokens.schema.json";
    private static final int MOST_BYTES = 1 << 20;
    private static final String HASH = "sha256:";

    private record Token(TokenHash hash, TokenHolder holder) {}

    private final Path file;
    private final Staff staff;
    private final Permissions permissions;
    private final Queues queues;
    private volatile List<Token> tokens = List.of();
    private String read = "";

    /** @throws ConfigurationException when there is a file and it cannot be used */
    ApiTokenFile(
            @Value("${patchbay.api-tokens-file:}") String file, Staff staff, Permissions permissions, Queues queues) {
        this.file = file.isBlank() ? null : Path.of(file.strip()).toAbsolutePath();
        this.staff = staff;
        this.permissions = permissions;
        this.queues = queues;
        if (this.file != null) {
            read = text();
            tokens = tokens(read);
        }
    }

    /** Whose token has that hash; every entry is compared in constant time. */
    Optional<TokenHolder> holder(TokenHash hash) {
        TokenHolder found = null;
        for (Token token : tokens) {
            if (token.hash().equalsInConstantTime(hash)) {
                found = token.holder();
            }
        }
        return Optional.ofNullable(found);
    }

    List<TokenHolder> holders() {
        return tokens.stream().map(Token::holder).toList();
    }

    /** Reads the file again where it has changed. */
    @Scheduled(fixedDelayString = "${patchbay.api-tokens-file-ms:10000}")
    synchronized void follow() {
        if (file == null) {
            return;
        }
        String text = "";
        try {
            text = text();
            if (!text.equals(read)) {
                tokens = tokens(text);
                LOG.info("api tokens file read file={} tokens={}", file, tokens.size());
            }
        } catch (ConfigurationException e) {
            if (!text.equals(read)) {
                LOG.error("api tokens file refused, the tokens before it stay in force: {}", e.getMessage());
            }
        }
        read = text;
    }

    private String text() {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw refused("it is no regular file", "name a file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw refused("the file has more than " + MOST_BYTES + " bytes", "keep the tokens that are used");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw refused("the file cannot be read", "create it, or let the hub read it");
        }
    }

    private ConfigurationException refused(String message, String fix) {
        return new ConfigurationException(List.of(new ConfigurationProblem(file.toString(), 0, 0, message, fix)));
    }

    private List<Token> tokens(String text) {
        YamlFile yaml = YamlFile.parse(file.toString(), text, SCHEMA);
        List<ConfigurationProblem> problems = new ArrayList<>();
        List<Token> found = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        for (JsonNode entry : yaml.tree().path("tokens")) {
            String at = "/tokens/" + found.size();
            String hash = entry.path("hash").asText().substring(HASH.length());
            if (!hashes.add(hash)) {
                problems.add(yaml.at(at + "/hash", "another entry has the same hash", "give each its own token"));
            }
            found.add(new Token(TokenHash.ofHex(hash), holder(yaml, at, entry, problems)));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return List.copyOf(found);
    }

    private TokenHolder holder(YamlFile yaml, String at, JsonNode entry, List<ConfigurationProblem> problems) {
        if (entry.has("staff") == entry.has("program")) {
            problems.add(yaml.at(at, "a token belongs to a person or to a program", "give either staff or program"));
        }
        for (String member : List.of("roles", "queues")) {
            if (entry.has(member) != entry.has("program")) {
                problems.add(yaml.at(
                        entry.has(member) ? at + "/" + member : at,
                        "a program has " + member + " of its own, a person those of the directory",
                        entry.has(member) ? "take them out" : "add " + member + ": [...]"));
            }
        }
        if (entry.has("staff")) {
            String id = entry.path("staff").asText();
            if (permissions.person(id).isEmpty()) {
                List<String> people = staff.members().stream()
                        .filter(member -> !member.team())
                        .map(Staff.Member::id)
                        .toList();
                problems.add(yaml.at(
                        at + "/staff", "the directory has no person '" + id + "'", NearestName.fix(id, people)));
            }
            return TokenHolder.person(id);
        }
        Set<String> named = StreamSupport.stream(entry.path("queues").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        for (String queue : named) {
            if (!queues.names().contains(queue)) {
                problems.add(yaml.at(
                        at + "/queues", "there is no queue '" + queue + "'", NearestName.fix(queue, queues.names())));
            }
        }
        Set<Role> roles = StreamSupport.stream(entry.path("roles").spliterator(), false)
                .flatMap(role -> Role.of(role.asText()).stream())
                .collect(Collectors.toSet());
        return TokenHolder.program(entry.path("program").asText(), roles, named);
    }
}
