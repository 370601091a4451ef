package io.patchbay.console;

import io.patchbay.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The bootstrap token of the API: from {@code PATCHBAY_API_TOKEN}, else made at start and printed once. */
@Component
class ApiToken {
    private static final Logger log = LoggerFactory.getLogger(ApiToken.class);

    private final byte[] token;

    ApiToken(@Value("${patchbay.api-token:}") String configured, Ids ids) {
        String value = configured;
        if (value.isBlank()) {
            value = ids.next("pat") + ids.next("").substring(1);
            log.warn("PATCHBAY_API_TOKEN is not set; for this run the API token is {}", value);
        }
        token = value.getBytes(StandardCharsets.UTF_8);
    }

    /** Compares in constant time. */
    boolean accepts(String presented) {
        return MessageDigest.isEqual(token, presented.getBytes(StandardCharsets.UTF_8));
    }
}
