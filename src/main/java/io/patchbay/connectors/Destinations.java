package io.patchbay.connectors;

import io.patchbay.connectors.email.EmailSettings;
import io.patchbay.connectors.jira.JiraSettings;
import io.patchbay.connectors.pagerduty.PagerDutySettings;
import io.patchbay.connectors.settings.DestinationFile;
import io.patchbay.connectors.slack.SlackSettings;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EgressRule;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.WriteBackTargets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The destinations as {@code connectors-config/destinations} configures them. A file that is absent switches its
 * destination off; a delivery to it is refused and seen by a person.
 */
public final class Destinations implements EgressRule.Source {
    private final JiraSettings jira;
    private final SlackSettings slack;
    private final PagerDutySettings pagerDuty;
    private final DestinationLimits writeBack;
    private final EmailSettings email;
    private final WriteBackTargets targets;
    private final Set<String> plainHttp;

    private Destinations(Reader reader, WriteBackTargets targets) {
        this.jira = reader.read("jira", JiraSettings::of);
        this.slack = reader.read("slack", SlackSettings::of);
        this.pagerDuty = reader.read("pagerduty", PagerDutySettings::of);
        this.writeBack = reader.read("writeback", DestinationFile::limits);
        this.email = reader.read("email", EmailSettings::of);
        this.targets = targets;
        this.plainHttp = Set.copyOf(reader.plainHttp);
    }

    /**
     * Reads every file there is.
     *
     * @param folder the configuration folder, the parent of {@code destinations}
     * @throws ConfigurationException with all problems of all files: schema, URLs, missing environment variables
     */
    public static Destinations read(Path folder, EnvironmentReferences environment, WriteBackTargets targets) {
        Reader reader = new Reader(folder, environment, new ArrayList<>(), new HashSet<>());
        if (!Files.isDirectory(folder.resolve("destinations"))) {
            reader.problems.add(new ConfigurationProblem(
                    "destinations", 0, 0, "the folder is missing", "create it, with a file for each destination"));
        }
        Destinations destinations = new Destinations(reader, targets);
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return destinations;
    }

    /** @param plainHttp the destinations that may be called on another machine without TLS */
    private record Reader(
            Path folder,
            EnvironmentReferences environment,
            List<ConfigurationProblem> problems,
            Set<String> plainHttp) {
        <T> T read(String name, Function<DestinationFile, T> of) {
            if (!Files.exists(folder.resolve("destinations").resolve(name + ".yaml"))) {
                return null;
            }
            DestinationFile file = DestinationFile.read(folder, name, environment, problems);
            if (file == null) {
                return null;
            }
            if (file.plainHttp()) {
                plainHttp.add(name);
            }
            return of.apply(file);
        }
    }

    /** The limits of every destination that is switched on, by its name in plans and dispatches. */
    public Map<String, DestinationLimits> limits() {
        Map<String, DestinationLimits> limits = new LinkedHashMap<>();
        if (jira != null) {
            limits.put("jira", jira.limits());
        }
        if (slack != null) {
            limits.put("slack", slack.limits());
        }
        if (pagerDuty != null) {
            limits.put("pagerduty", pagerDuty.limits());
        }
        if (writeBack != null) {
            limits.put("writeback", writeBack);
        }
        if (email != null) {
            limits.put("email", email.limits());
        }
        return limits;
    }

    /** What the queues miss: a project in {@code jira.yaml}, a channel in {@code slack.yaml}. */
    public List<ConfigurationProblem> missing(Collection<String> queues) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        if (jira != null) {
            report(queues, jira.projects().keySet(), "destinations/jira.yaml", "project", problems);
        }
        if (slack != null) {
            report(queues, slack.channels().keySet(), "destinations/slack.yaml", "channel", problems);
        }
        return problems;
    }

    private static void report(
            Collection<String> queues,
            Set<String> known,
            String file,
            String what,
            List<ConfigurationProblem> problems) {
        queues.stream()
                .filter(queue -> !known.contains(queue))
                .forEach(queue -> problems.add(new ConfigurationProblem(
                        file, 0, 0, "the queue " + queue + " has no " + what, "add " + queue + " below queues")));
    }

    @Override
    public List<EgressRule> egressRules() {
        List<EgressRule> rules = new ArrayList<>();
        if (writeBack != null) {
            targets.bySource()
                    .values()
                    .forEach(target -> rules.add(DestinationFile.rule(target.url(), target.plainHttp(), writeBack)));
        }
        if (slack != null) {
            rules.add(DestinationFile.rule(slack.base(), plainHttp.contains("slack"), slack.limits()));
        }
        if (pagerDuty != null) {
            rules.add(DestinationFile.rule(pagerDuty.events(), plainHttp.contains("pagerduty"), pagerDuty.limits()));
            rules.add(DestinationFile.rule(pagerDuty.api(), plainHttp.contains("pagerduty"), pagerDuty.limits()));
        }
        if (jira != null) {
            rules.add(DestinationFile.rule(jira.base(), plainHttp.contains("jira"), jira.limits()));
        }
        return rules;
    }

    Optional<JiraSettings> jira() {
        return Optional.ofNullable(jira);
    }

    Optional<SlackSettings> slack() {
        return Optional.ofNullable(slack);
    }

    Optional<PagerDutySettings> pagerDuty() {
        return Optional.ofNullable(pagerDuty);
    }

    boolean hasWriteBack() {
        return writeBack != null;
    }

    WriteBackTargets targets() {
        return targets;
    }

    /** How mail is sent, or empty when no server is configured. */
    Optional<EmailSettings> email() {
        return Optional.ofNullable(email).filter(EmailSettings::isConfigured);
    }
}
