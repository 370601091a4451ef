package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private final WebhookSignature signature = new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /** The vector of the Standard Webhooks reference libraries. */
    @Test
    void signsAsTheReferenceLibrariesDo() {
        assertThat(signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void oneRightSignatureAmongSeveral_isEnough() {
        String right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assertThat(signature.verifies("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", BODY, "v1,AAAA " + right))
                .isTrue();
        assertThat(signature.verifies("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265331", BODY, right))
                .isFalse();
        assertThat(signature.verifies("", "1614265330", BODY, right)).isFalse();
    }
}
