package io.patchbay.attention;

import java.net.URI;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives camel-slack the address of the operators' webhook, which is a secret and stands in no route. */
@Configuration(proxyBeanMethods = false)
class SlackNoticeConfiguration {
    @Bean
    ComponentCustomizer slackNotices(AttentionWebhook webhook) {
        return ComponentCustomizer.builder(SlackComponent.class)
                .build(slack -> webhook.url().map(URI::toString).ifPresent(slack::setWebhookUrl));
    }
}
