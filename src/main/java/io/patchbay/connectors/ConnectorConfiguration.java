package io.patchbay.connectors;

import io.patchbay.connectors.email.DeadlineSockets;
import io.patchbay.connectors.email.EmailConnector;
import io.patchbay.connectors.email.MailSessions;
import io.patchbay.connectors.http.ProviderCalls;
import io.patchbay.connectors.http.ProviderClient;
import io.patchbay.connectors.http.ProviderConnector;
import io.patchbay.connectors.jira.JiraConnector;
import io.patchbay.connectors.pagerduty.PagerDutyConnector;
import io.patchbay.connectors.pagerduty.PagerDutySettings;
import io.patchbay.connectors.slack.SlackConnector;
import io.patchbay.connectors.writeback.WriteBackConnector;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.platform.ContactAddresses;
import io.patchbay.platform.EgressClient;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.WorkSignal;
import io.patchbay.platform.WriteBackTargets;
import jakarta.mail.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Makes the connectors of the configured destinations, under the names that the routes call them by. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

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

    /** What may be in flight to each destination. */
    @Bean
    Map<String, DestinationLimits> destinationLimits(Destinations destinations) {
        return destinations.limits();
    }

    @Bean
    SlackWorkspace slackWorkspace(Destinations destinations) {
        return new SlackWorkspace(destinations.slack());
    }

    @Bean
    CasePlaces casePlaces(Destinations destinations) {
        return new CasePlaces(destinations);
    }

    @Bean
    ProviderClient providerClient(EgressClient client, Clock clock) {
        return new ProviderClient(client, clock);
    }

    @Bean
    ProviderCalls providerCalls(List<ProviderConnector> connectors, ProviderClient client) {
        return new ProviderCalls(connectors, client);
    }

    @Bean
    JiraConnector jiraConnector(Destinations destinations, ProviderClient client) {
        return new JiraConnector(destinations.jira(), destinations.pagerDuty().map(PagerDutySettings::web), client);
    }

    @Bean
    SlackConnector slackConnector(Destinations destinations, ProviderClient client, WorkSignal workSignal) {
        return new SlackConnector(destinations.slack(), client, workSignal);
    }

    @Bean
    PagerDutyConnector pagerDutyConnector(Destinations destinations) {
        return new PagerDutyConnector(destinations.pagerDuty());
    }

    @Bean
    WriteBackConnector writeBackConnector(Destinations destinations, Clock clock) {
        return new WriteBackConnector(destinations.targets(), destinations.hasWriteBack(), clock);
    }

    /** @param contacts absent where there is no directory; then nobody is written to */
    @Bean
    EmailConnector emailConnector(Destinations destinations, ObjectProvider<ContactAddresses> contacts) {
        return new EmailConnector(destinations.email(), contacts.getIfAvailable(() -> account -> Optional.empty()));
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
}
