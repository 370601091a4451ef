package io.patchbay.connectors.jira;

import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.settings.DestinationFile;
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
 * @param moves what becomes of tickets when cases move
 * @param priorities the priority of each confirmed severity, by {@code SEV1} to {@code SEV4}
 */
public record JiraSettings(
        URI base,
        URI browse,
        String authorization,
        Map<String, Project> projects,
        String reopen,
        String linkType,
        Moves moves,
        Map<String, String> priorities,
        DestinationLimits limits) {

    /**
     * What becomes of tickets when cases move.
     *
     * @param newTicket whether a case that goes to a queue with another project gets a ticket there; between restricted and
     *     other queues it always does
     * @param newOutOfReview the same for one that leaves review because its call said more, with nobody's doing
     * @param closeOld whether the old ticket is closed
     * @param closeTransition the id or the name of the transition, or the status it leads to, by which that is done; the
     *     empty string for the first that leads to a status of the category done
     */
    public record Moves(boolean newTicket, boolean newOutOfReview, boolean closeOld, String closeTransition) {
        static final Moves USUAL = new Moves(true, false, true, "");
    }

    /** @param securityLevel the id or name of an issue security level, or empty */
    public record Project(String key, String issueType, String securityLevel) {}

    public static JiraSettings of(DestinationFile file) {
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
                new Moves(
                        !file.text("/moves/between_queues").equals("keep_ticket"),
                        file.text("/moves/out_of_review").equals("new_ticket"),
                        !file.text("/moves/old_ticket").equals("keep"),
                        file.text("/moves/close_transition")),
                file.texts("/priorities"),
                file.limits());
    }

    public Project project(String queue) {
        Project project = projects.get(queue);
        if (project == null) {
            throw new NotDeliverableException("jira.yaml names no project for the queue " + queue);
        }
        return project;
    }

    /** The queue's project, unless the ticket was first sent to another one. */
    Project project(String queue, String place) {
        Project project = project(queue);
        return place.isEmpty() || place.equals(project.key())
                ? project
                : new Project(place, project.issueType(), project.securityLevel());
    }

    String browseUrl(String key) {
        return browse + "/browse/" + key;
    }

    /** What every request carries. */
    Map<String, String> headers() {
        return Map.of("Authorization", authorization, "Accept", "application/json");
    }

    @Override
    public String toString() {
        return "JiraSettings[" + projects.keySet() + "]";
    }
}
