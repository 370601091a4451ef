package io.patchbay.event;

/**
 * What the hub remembers about the account. Authoritative. Both numbers stop at 25 cases.
 *
 * @param openCases open cases of the account
 * @param recentCalls calls of the account about the same product area in the last 30 days, this one not counted
 */
public record History(long openCases, long recentCalls) {

    public static final History NONE = new History(0, 0);
}
