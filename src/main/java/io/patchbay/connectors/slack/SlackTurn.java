package io.patchbay.connectors.slack;

/**
 * When a post may go into its channel.
 *
 * @param millis how far away that is
 * @param far whether it is too far away to be waited for: the post is put back until then
 */
record SlackTurn(long millis, boolean far) {
    static final SlackTurn NOW = new SlackTurn(0, false);
}
