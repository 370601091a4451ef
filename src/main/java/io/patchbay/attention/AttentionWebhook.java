package io.patchbay.attention;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.PlainHttp;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The address of Slack's incoming webhook for notices. It is a secret: who knows it can write into the channel. */
@Component
final class AttentionWebhook {
    private static final String VARIABLE = "PATCHBAY_ATTENTION_WEBHOOK_URL";

    private final URI url;

    /** @throws ConfigurationException when it is no https address; http is one on this machine only */
    AttentionWebhook(@Value("${patchbay.attention.webhook-url:}") String text) {
        this.url = text.isBlank() ? null : parse(text.strip());
    }

    private static URI parse(String text) {
        try {
            URI url = URI.create(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web && url.getHost() != null && url.getRawUserInfo() == null && !PlainHttp.leavesTheMachine(url)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Its message would repeat the value.
        }
        throw new ConfigurationException(
                List.of(
                        new ConfigurationProblem(
                                VARIABLE,
                                0,
                                0,
                                "this is not the https address of an incoming webhook",
                                "copy it from the Slack app's page Incoming Webhooks, like https://hooks.slack.com/services/…, or unset it")));
    }

    /** Empty when no notices are to be sent. */
    Optional<URI> url() {
        return Optional.ofNullable(url);
    }

    @Override
    public String toString() {
        return "AttentionWebhook[" + (url == null ? "off" : "on") + "]";
    }
}
