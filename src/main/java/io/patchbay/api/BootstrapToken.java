package io.patchbay.api;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The bootstrap token of the API, which reads and makes tokens for people and programs: from {@code PATCHBAY_API_TOKEN}, else
 * made once and kept in a file of the data folder that only its owner reads.
 */
@Component
class BootstrapToken {
    static final int SHORTEST = 20;
    static final String FILE = "api-token";

    private static final Logger LOG = LoggerFactory.getLogger(BootstrapToken.class);
    private static final int LONGEST = 1_024;
    private static final String USABLE = "[\\x21-\\x7e]{" + SHORTEST + "," + LONGEST + "}";

    private final TokenHash hash;

    /**
     * @param configured the token, or blank to have one made
     * @throws ConfigurationException when the token is shorter than {@value #SHORTEST} characters or cannot be sent in a
     *     header, or when its file cannot be made, read, or is open to others
     */
    BootstrapToken(@Value("${patchbay.api-token:}") String configured, @Value("${patchbay.data-dir}") Path folder) {
        String token = configured.isBlank() ? kept(folder.resolve(FILE)) : configured.strip();
        if (!token.matches(USABLE)) {
            throw configured.isBlank()
                    ? refused(
                            folder.resolve(FILE).toString(),
                            "no usable token stands in it",
                            "delete it and start again")
                    : refused(
                            "PATCHBAY_API_TOKEN",
                            "the token has fewer than " + SHORTEST + " characters, or some that no header takes",
                            "set one from 'openssl rand -hex 32', or none: then one is made and kept in a file");
        }
        hash = TokenHash.of(token);
    }

    private static String kept(Path file) {
        try {
            OwnerOnlyFile kept = new OwnerOnlyFile(file);
            if (kept.write(TokenSecret.next() + "\n")) {
                LOG.warn("bootstrap token generated file={}", file.toAbsolutePath());
            } else {
                LOG.info("bootstrap token read file={}", file.toAbsolutePath());
            }
            if (kept.isOpenToOthers()) {
                throw refused(file.toString(), "others may read the bootstrap token", "chmod 600 " + file);
            }
            return kept.read(LONGEST).strip();
        } catch (IOException e) {
            throw refused(
                    file.toString(),
                    "the bootstrap token can neither be read from the file nor be kept in it",
                    "let the hub write into the folder, or set PATCHBAY_API_TOKEN");
        }
    }

    private static ConfigurationException refused(String where, String message, String fix) {
        return new ConfigurationException(List.of(new ConfigurationProblem(where, 0, 0, message, fix)));
    }

    boolean is(String presented) {
        return hash.matches(presented);
    }
}
