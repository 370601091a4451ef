package io.patchbay.intake;

import io.patchbay.intake.source.Sources;
import io.patchbay.platform.WriteBackTargets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Where the sources want to hear of their calls, each with the key of its own current secret. */
@Component
class SourceWriteBacks implements WriteBackTargets {
    private static final String PREFIX = "whsec_";

    private final Map<String, Target> targets = new TreeMap<>();

    SourceWriteBacks(Sources sources) {
        sources.writeBackTargets()
                .forEach((name, target) -> targets.put(
                        name,
                        new Target(
                                target.url(),
                                target.plainHttp(),
                                key(target.secrets().current()))));
    }

    @Override
    public Map<String, Target> bySource() {
        return Map.copyOf(targets);
    }

    /** A Standard Webhooks secret is base64 behind its prefix; any other scheme's secret is taken as text. */
    private static SecretKey key(String secret) {
        byte[] bytes = secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
