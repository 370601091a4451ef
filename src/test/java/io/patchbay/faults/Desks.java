package io.patchbay.faults;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration of a company that is large enough for a long run's calls: its support sits at many desks, each with a
 * queue, a routing rule and a Slack channel of its own, so that no channel gets more messages than Slack takes. Nothing
 * else is unlike the configuration it is made from.
 */
final class Desks {
    private Desks() {}

    /** The queue, and the topic of the calls that belong there. @param number from 0 */
    static String name(int number) {
        return "desk-%02d".formatted(number);
    }

    /** Copies the configuration with so many desks added. @return the folder, for {@code PATCHBAY_CONFIG_DIR} */
    static String configuration(Path from, Path folder, int desks) {
        HubConfiguration.copy(from, folder, (file, text) -> desks == 0 ? text : with(file, text, desks));
        return folder.toAbsolutePath().toString();
    }

    private static String with(Path file, String text, int desks) {
        return switch (file.getFileName().toString()) {
            case "queues.yaml" ->
                text.replace("  - name: billing\n", each(desks, Desks::queue) + "  - name: billing\n");
            case "routing.yaml" -> text + each(desks, Desks::rule);
            case "jira.yaml" -> withQueues(text, each(desks, desk -> "  %s: {project: SUP, issue_type: Task}%n"));
            case "slack.yaml" -> withQueues(text, each(desks, desk -> "  %s: C0DESK" + desk + "%n"));
            default -> text;
        };
    }

    private static String withQueues(String destination, String more) {
        return destination.replaceFirst("(?m)^queues:\\n", "queues:\n" + more);
    }

    private static String each(int desks, IntFunction<String> format) {
        return IntStream.range(0, desks)
                .mapToObj(desk -> format.apply(desk).replace("%s", name(desk)).replace("%n", "\n"))
                .collect(Collectors.joining());
    }

    private static String queue(int desk) {
        return """
                  - name: %s
                    owner: support-tier-2
                    stand_ins: [hana, jonas]
                    lead: support-lead
                    transfer_number: "+1 555 019 0006"

                """.indent(2).replaceAll("(?m)^  $", "");
    }

    private static String rule(int desk) {
        return """

                  - id: support-at-%s
                    description: A failure that this desk looks after.
                    owner: support-tier-2
                    queue: %s
                    when: caller.topics.exists(topic, topic == '%s')
                """.indent(2);
    }
}
