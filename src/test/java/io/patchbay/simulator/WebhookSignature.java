package io.patchbay.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures as Standard Webhooks 1.0 has them, written apart from the hub's own so that the two check each other.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the specification</a>
 */
public final class WebhookSignature {
    private final SecretKeySpec key;

    /** @param secret {@code whsec_} and the key in base 64 */
    public WebhookSignature(String secret) {
        key = new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256");
    }

    /** The value of {@code webhook-signature}. */
    public String of(String id, long epochSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + epochSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot sign", e);
        }
    }

    /** Whether one of the signatures in the header is right; the time is not judged. */
    boolean verifies(String id, String epochSeconds, byte[] body, String header) {
        if (id.isEmpty() || !epochSeconds.matches("\\d{1,18}")) {
            return false;
        }
        byte[] right = of(id, Long.parseLong(epochSeconds), body).getBytes(StandardCharsets.UTF_8);
        for (String signature : header.split(" ")) {
            if (MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8))) {
                return true;
            }
        }
        return false;
    }
}
