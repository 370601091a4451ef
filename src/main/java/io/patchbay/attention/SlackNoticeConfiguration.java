package io.patchbay.attention;

import java.net.URI;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives camel-slack the address of the operators' webhook, which is a secret and stands in no route. Without an address
 * nothing is sent, but the route starts with one that leads nowhere.
 */
@Configuration(proxyBeanMethods = false)
class SlackNoticeConfiguration {
    private static final String NOWHERE = "https://invalid.invalid";

    @Bean
    ComponentCustomizer slackNotices(AttentionWebhook webhook) {
        String url = webhook.url().map(URI::toString).orElse(NOWHERE);
        return ComponentCustomizer.builder(SlackComponent.class).build(slack -> slack.setWebhookUrl(url));
    }
}
