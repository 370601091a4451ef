package io.patchbay.dispatch;

/**
 * What an earlier dispatch made, for one that changes it.
 *
 * @param id of the earlier dispatch
 * @param made whether it is known to have made something
 * @param place where that was sent: project, channel, or fingerprint of a routing key
 * @param providerId the provider's id of it, or the empty string
 * @param key the issue key, or the empty string
 * @param channel the Slack channel id, or the empty string
 * @param reason why it stands no more; null while it stands
 * @param root what it stands below: the issue key of a comment's ticket, the message id of a reply's thread; or empty
 */
public record Target(
        String id,
        boolean made,
        String place,
        String providerId,
        String key,
        String channel,
        WithdrawalReason reason,
        String root) {}
