package io.patchbay.event;

/**
 * A member of staff or a team that can own a case, with the ids the destinations know them by.
 *
 * @param id the directory's id
 * @param jiraAccountId Atlassian account id, or the empty string
 * @param slackUserId Slack user id, or the empty string
 * @param why how this owner was found, for example {@code owner of queue support} or {@code stand-in for dana: on leave}
 */
public record Person(String id, String name, String jiraAccountId, String slackUserId, String why) {}
