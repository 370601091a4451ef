package io.patchbay.connectors;

import io.patchbay.dispatch.DestinationLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code destinations/jira.yaml}.
 *
 * @param base the REST API's server
 * @param browse where people open an issue
 * @param authorization the value of the Authorization header
 * @param projects where the cases of each queue go
 * @param reopen the id or the name of the transition, or the status it leads to, by which a done issue is opened again; or
 *     the empty string when that is left to people
 * @param linkType the name of the type of link between the ticket of a case and that of an earlier one
 * @param priorities the priority of each confirmed severity, by {@code SEV1} to {@code SEV4}
 */
record JiraSettings(
        URI base,
        URI browse,
        String authorization,
        Map<String, Project> projects,
        String reopen,
        String linkType,
        Map<String, String> priorities,
        DestinationLimits limits) {

    /** @param securityLevel the id or name of an issue security level, or empty */
    record Project(String key, String issueType, String securityLevel) {}

    static JiraSettings of(DestinationFile file) {
        URI base = file.calledUrl("/base_url", null);
        String credentials = file.text("/email") + ":" + file.text("/api_token");
        Map<String, Project> projects = new LinkedHashMap<>();
        file.texts("/queues").keySet().forEach(queue -> {
            String at = "/queues/" + queue;
            projects.put(
                    queue,
                    new Project(
                            file.text(at + "/project"),
                            file.text(at + "/issue_type"),
                            file.text(at + "/security_level")));
        });
        String linkType = file.text("/link_type");
        return new JiraSettings(
                base,
                file.url("/browse_url", base),
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                projects,
                file.text("/reopen_transition"),
                linkType.isEmpty() ? "Relates" : linkType,
                file.texts("/priorities"),
                file.limits());
    }

    Project project(String queue) {
        Project project = projects.get(queue);
        if (project == null) {
            throw new NotDeliverableException("jira.yaml names no project for the queue " + queue);
        }
        return project;
    }

    String browseUrl(String key) {
        return browse + "/browse/" + key;
    }

    @Override
    public String toString() {
        return "JiraSettings[" + projects.keySet() + "]";
    }
}
