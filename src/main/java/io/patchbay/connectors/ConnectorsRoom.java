package io.patchbay.connectors;

import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.platform.ContactAddresses;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.WriteBackTargets;
import jakarta.mail.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the room's doors into the registry, under the names that the Kamelets call them by. */
@Configuration(proxyBeanMethods = false)
class ConnectorsRoom {

    @Bean
    Destinations destinations(
            @Value("${patchbay.config-dir:connectors-config}") Path folder,
            Environment environment,
            ObjectProvider<WriteBackTargets> targets) {
        return Destinations.read(
                folder.toAbsolutePath(),
                new EnvironmentReferences(environment::getProperty),
                targets.getIfAvailable(() -> Map::of));
    }

    /** What the dispatch room's gates let through to each destination. */
    @Bean
    Map<String, DestinationLimits> destinationLimits(Destinations destinations) {
        return destinations.limits();
    }

    @Bean
    JiraConnector jiraConnector(Destinations destinations) {
        return new JiraConnector(destinations);
    }

    @Bean
    SlackConnector slackConnector(Destinations destinations) {
        return new SlackConnector(destinations);
    }

    @Bean
    PagerDutyConnector pagerDutyConnector(Destinations destinations) {
        return new PagerDutyConnector(destinations);
    }

    @Bean
    WriteBackConnector writeBackConnector(Destinations destinations, Clock clock) {
        return new WriteBackConnector(destinations, clock);
    }

    /** @param contacts absent where there is no directory; then nobody is written to */
    @Bean
    EmailConnector emailConnector(Destinations destinations, ObjectProvider<ContactAddresses> contacts) {
        return new EmailConnector(destinations, contacts.getIfAvailable(() -> account -> Optional.empty()));
    }

    @Bean
    DeadlineSockets mailSockets(Destinations destinations) {
        return destinations
                .email()
                .map(settings -> new DeadlineSockets(
                        settings.host(), settings.port(), settings.limits().callDeadline()))
                .orElseGet(() -> new DeadlineSockets("", 0, DestinationLimits.USUAL.callDeadline()));
    }

    @Bean
    Session mailSession(Destinations destinations, DeadlineSockets mailSockets) {
        return MailSessions.of(destinations.email(), mailSockets);
    }

    @Bean
    ProviderCalls providerCalls(Clock clock) {
        return new ProviderCalls(clock);
    }
}
