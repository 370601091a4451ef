package io.patchbay.incidents;

import java.util.List;

/** Something that a named member of staff does to an incident. Whoever makes one has checked that the person exists. */
public sealed interface IncidentAction {
    /** Who does it: the directory's id. */
    String who();

    /**
     * Declares a new incident.
     *
     * @param areas product areas, as callers call them
     * @param regions as callers call them; none stands for all
     */
    record Declare(String who, String title, List<String> areas, List<String> regions, List<String> caseRefs)
            implements IncidentAction {}

    /** Declares one that a signal proposed. */
    record Confirm(String id, String who, String why) implements IncidentAction {}

    /** Ends a proposal that is none, or an incident declared by mistake before anything was said about it. */
    record Dismiss(String id, String who, String why) implements IncidentAction {}

    /** @param stage investigating, identified, monitoring or resolved */
    record Move(String id, String who, String why, String stage) implements IncidentAction {}

    record Write(String id, String who, String stage, String text) implements IncidentAction {}

    record Approve(String id, String who, int version) implements IncidentAction {}

    /**
     * Links a case to an incident, or takes it off.
     *
     * @param queue the case's queue when it was asked whether the person sees it
     * @param linked false to take it off
     * @param accountId the case's account, or the empty string
     */
    record Link(
            String id,
            String who,
            String why,
            String caseRef,
            String queue,
            boolean linked,
            String accountId,
            String region)
            implements IncidentAction {}

    /** The people of the case have seen what they were told last. */
    record Acknowledge(String id, String who, String caseRef) implements IncidentAction {}

    record PostMortem(String id, String who, String url) implements IncidentAction {}
}
